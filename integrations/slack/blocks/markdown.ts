import { escapeText } from './escape.ts';

const foreign = /\b(?:[a-z][a-z0-9+.-]*:\/\/|www\.|mailto:|tel:)[^\s<>)\]”]+/gi;

/**
 * Markdown of an answer as Slack's own Markdown takes it, which makes links of addresses: whole lines in which no mention
 * and no link can be written but to an address of ours, one that begins with `ownUrl`. Others are shown as code.
 */
export function safeMarkdown(markdown: string, ownUrl: string): string {
  const words = markdown
    .replace(/!\[([^\]]*)\]\([^)\s]*\)/g, '$1')
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, (_, label: string, url: string) =>
      label === url ? url : `${label} (${url})`,
    )
    .replaceAll('`', "'")
    .replace(foreign, (url) => (url.startsWith(ownUrl) ? url : `\`${url}\``));
  return escapeText(words);
}
