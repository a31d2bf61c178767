/** Makes text of ours, a model or a CRM harmless in mrkdwn: no mention, link or channel reference can be written with it. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * Mrkdwn of an answer in Markdown: bold and headings become bold, links and images become their words, everything
 * else is kept as it is read. A link that a model wrote is shown as text; only an address of ours, one that begins
 * with `ownUrl` and its slash, can be clicked.
 */
export function toMrkdwn(markdown: string, ownUrl: string): string {
  const words = markdown
    .replace(/!\[([^\]]*)\]\([^)\s]*\)/g, '$1')
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, (_, label: string, url: string) =>
      label === url ? url : `${label} (${url})`,
    )
    .replace(/^#{1,6} +(.+)$/gm, '*$1*')
    .replace(/\*\*(.+?)\*\*/g, '*$1*')
    .replace(/^(\s*)[-*] +/gm, '$1• ');
  const [first = '', ...rest] = escapeText(words).split(escapeText(ownUrl));
  return [first, ...rest.map((after) => after.replace(ownPath, (path) => `<${ownUrl}${path}>`))].join('');
}

/** The rest of an address of ours in escaped text, without what ends a sentence behind it. */
const ownPath = /^(?:[\w/=%+~-]|&amp;|[.?#:](?=[\w/%]))*/;

/** Where all pages of ours are, as messages know it: the page of a change is one of them. */
export function ownAddress(changeUrl: (id: string) => string): string {
  return changeUrl('').replace(/changes\/$/, '');
}

/** What a person typed, from the event's escaped form; `botUserId`'s own mention is dropped. */
export function plainText(text: string, botUserId: string): string {
  return text
    .replaceAll(`<@${botUserId}>`, ' ')
    .replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (_, target: string, label: string | undefined) =>
      readReference(target, label),
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}

function readReference(target: string, label: string | undefined): string {
  if (target.startsWith('mailto:') || target.startsWith('tel:')) return label ?? target.replace(/^\w+:/, '');
  if (target.startsWith('#')) return `#${label || target.slice(1)}`;
  if (target.startsWith('@')) return `@${label || target.slice(1)}`;
  if (target.startsWith('!')) return `@${label || target.slice(1)}`;
  // A bare domain that somebody typed arrives with the scheme that Slack put before it.
  return label && target.endsWith(label) ? label : target;
}
