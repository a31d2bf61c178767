/**
 * Characters that nobody sees: they hide text from people, break words for search, or turn the direction of reading.
 * Joiners stay, since scripts and emoji need them.
 */
const unseen =
  /[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
const noted = /[\u200b\u202a-\u202e\u2060-\u2064\u2066-\u206f\u{e0000}-\u{e007f}]/u;

/** Text as it may stand in a body: line ends of one kind, nothing unseen, no blanks around it. Lines stay lines. */
export function cleanText(text: string): { text: string; notes: string[] } {
  const cleaned = text
    .toWellFormed()
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(controls, '')
    .replace(unseen, '')
    // Begins at the first blank of a run only: else a line of blanks would be looked at from each of them.
    .replace(/(?<![ \t])[ \t]+$/gm, (blanks) => (blanks === '  ' ? blanks : ''))
    .trim();
  return { text: cleaned, notes: noted.test(text) ? ['characters that nobody can see were left out'] : [] };
}
