/**
 * Takes out links and images that a model wrote: they can carry data away when rendered. Links that begin with
 * `ownUrl` stay as plain text.
 */
export function withoutForeignLinks(text: string, ownUrl: string): string {
  return text
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]*)\]\(\s*([^)\s]*)[^)]*\)/g, (_, label: string, url: string) =>
      url.startsWith(ownUrl) ? (label === url ? url : `${label} ${url}`) : label,
    )
    .replace(/<?\b(?:https?|ftp|data|javascript):[^\s<>)\]]*>?/gi, (url) =>
      url.replace(/^</, '').startsWith(ownUrl) ? url.replace(/^<|>$/g, '') : '(link removed)',
    );
}
