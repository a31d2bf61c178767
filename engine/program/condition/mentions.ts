/**
 * MENTIONS looks for words, whatever their case and whatever stands between them: text is folded, and so is what is
 * looked for. PostgreSQL folds by the same two strings with `translate`, so neither its locale nor its version matters.
 *
 * Letters of the Latin, Greek and Cyrillic scripts have small forms here; spaces, control characters and punctuation
 * are what stands between words. Everything else is a letter of a word and stays as it is.
 */
const upper = letters([
  [0x41, 0x5a],
  [0xc0, 0xde],
  [0x100, 0x17f],
  [0x386, 0x3ab],
  [0x400, 0x42f],
]);
const between = separators([
  [0x01, 0x2f],
  [0x3a, 0x40],
  [0x5b, 0x60],
  [0x7b, 0xbf],
  [0x2000, 0x203f],
  [0x20ac, 0x20ac],
  [0x3000, 0x3002],
]);

/** Character by character: what is written instead of what. */
export const foldFrom = [...upper.map(([from]) => from), ...between].join('');
export const foldTo = upper.map(([, to]) => to).join('') + ' '.repeat(between.length);

const folded: ReadonlyMap<string, string> = new Map(
  Array.from(foldFrom, (char, place) => [char, foldTo[place] as string]),
);

/** The words of the text in small letters, one space before, between and after them; a space alone when it has none. */
export function foldWords(text: string): string {
  let words = ' ';
  for (const char of text) {
    const small = folded.get(char) ?? char;
    if (small !== ' ' || !words.endsWith(' ')) words += small;
  }
  return words.endsWith(' ') ? words : `${words} `;
}

/** Whether there is anything to look for. */
export function hasWords(text: string): boolean {
  return foldWords(text) !== ' ';
}

function letters(ranges: readonly (readonly [number, number])[]): [string, string][] {
  return charsOf(ranges).flatMap((char): [string, string][] => {
    const small = char.toLowerCase();
    return small !== char && small.length === 1 ? [[char, small]] : [];
  });
}

/** Letters among them (`ª`, `µ`, `º`) are none. */
function separators(ranges: readonly (readonly [number, number])[]): string[] {
  return charsOf(ranges).filter((char) => !/\p{L}/u.test(char));
}

function charsOf(ranges: readonly (readonly [number, number])[]): string[] {
  return ranges.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, n) => String.fromCharCode(first + n)),
  );
}
