/**
 * Characters that nobody sees but a program reads: zero-width ones, direction overrides, tags, variation selectors of
 * the supplement, soft hyphens. The joiners that emoji and some scripts need stay.
 */
const unseen =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\u034f|\u115f|\u1160|\u17b4|\u17b5|[\u{e0000}-\u{e0fff}]/gu;

/** Text without characters that nobody sees: they hide instructions from people and turn the order of words around. */
export function visibleText(text: string): string {
  return text.replace(unseen, '');
}

/** Digits of every script, compatibility forms and dashes as ASCII has them: for comparing figures and quotations. */
export function comparable(text: string): string {
  return visibleText(text)
    .replace(/[\u200c\u200d]/g, '')
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u2018\u2019\u201a\u201b\u2032]/g, "'")
    .replace(/[\u201c-\u201f\u00ab\u00bb\u2033]/g, '"');
}

/** The ten digits of a script follow each other, so a digit is as much as there are digits before it. */
function asciiDigit(digit: string): string {
  if (digit <= '9') return digit;
  let value = 0;
  const point = digit.codePointAt(0) as number;
  while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(point - value - 1))) value++;
  return String(value);
}

/** Words alone, in lower case: what stays of a quotation when marks of Markdown and punctuation do not count. */
export function bareWords(text: string): string {
  return comparable(text)
    .toLowerCase()
    .replace(/\]\([^)]*\)/g, ' ')
    .replace(/[^\p{L}\p{N}%$€£]+/gu, ' ')
    .trim();
}
