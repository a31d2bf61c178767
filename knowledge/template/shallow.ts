/** Blanks, quotations and list marks that a line begins with. */
const begin =
  /^((?:[ \t>]|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])){40})(?:[ \t>]|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))+/gm;

/** Markdown without lists within lists past any sense: a line of two thousand of them keeps a parser busy for minutes. */
export function shallow(markdown: string): string {
  return markdown.replace(begin, '$1');
}
