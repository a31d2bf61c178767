/** What names a place or a program by itself; others do with two slashes behind them. */
const schemes = 'https?|ftps?|javascript|vbscript|mailto|sms|tel|callto|facetime|vscode|x-[a-z-]+';
/** `Data: score 10` is words: an address has something right after its colon, and data a comma before its body. */
const address = new RegExp(
  String.raw`<?(?:\b(?:[a-z][a-z0-9+.-]*:(?:\/\/|\\\\)|(?:${schemes}):|www\.)[^\s<>)\]”]+|\bdata:(?:[\w.+-]+\/[\w.+-]+)?(?:;[\w.+=-]+)*,[^\s<>)\]”]*)>?`,
  'gi',
);

/** What may follow an address in a sentence without being part of it. */
const trailing = /[.,;:!?*_'"`”’]*$/;

/**
 * Takes out links and images that a model wrote: they can carry data away when rendered. Only the page of a change
 * stays, as plain text: `ownUrl`, which ends in a slash, and an id; and what a tool of ours gave in this turn (`given`), to
 * the letter. Anything more is not ours to follow: after `..` a path leads elsewhere.
 */
export function withoutForeignLinks(
  text: string,
  ownUrl: string,
  given: ReadonlySet<string> = new Set(),
): string {
  const isOwn = (url: string) =>
    given.has(url) || (url.startsWith(ownUrl) && /^[0-9a-f-]+$/.test(url.slice(ownUrl.length)));
  return text
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]*)\]\(\s*([^)\s]*)[^)]*\)/g, (_, label: string, url: string) =>
      isOwn(url) ? (label === url ? url : `${label} ${url}`) : label,
    )
    .replace(address, (found) => {
      const url = found.replace(/^<|>$/g, '');
      const end = trailing.exec(url)?.[0] ?? '';
      return isOwn(url.slice(0, url.length - end.length)) ? url : '(link removed)';
    });
}
