/** `Data: score 10` is words: an address has something right after its colon, and data a comma before its body. */
const address =
  /<?\b(?:(?:https?|ftp|javascript):[^\s<>)\]]+|data:(?:[\w.+-]+\/[\w.+-]+)?(?:;[\w.+=-]+)*,[^\s<>)\]]*)>?/gi;

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
    .replace(address, (url) =>
      url.replace(/^</, '').startsWith(ownUrl) ? url.replace(/^<|>$/g, '') : '(link removed)',
    );
}
