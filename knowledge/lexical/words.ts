/** A word as it stands in a text, lower case and without accents. */
export interface Word {
  readonly text: string;
  /** A piece of a longer word, or pieces put together: `hub` of HubSpot, `followup` of follow-up. */
  readonly derived: boolean;
}

const WORD = /[\p{L}\p{N}]+(?:['’]s(?![\p{L}\p{N}]))?(?:[-‐‑][\p{L}\p{N}]+)*/gu;
/** 7,500 and 7'500, but not 7.500: that may be seven and a half. */
const THOUSANDS = /(?<![\p{N}.,])\p{N}{1,3}(?:[,'’]\p{N}{3})+(?!\p{N})/gu;
/** Where camel case or a change from letters to digits begins a new piece. */
const PIECES = /\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{N}+/gu;
/** Scripts that put no spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/**
 * The words of a text. Compounds give their parts, and those of a short part or a common word the whole as well
 * (`e-mail`: e, mail, email); HubSpot and SOC2 give whole and pieces; text without spaces gives pairs of characters.
 */
export function wordsOf(text: string, isCommon: (word: string) => boolean): Word[] {
  const plain = text
    // Liquid tags and link targets of a template are not words of the document.
    .replace(/\{\{[^}]*\}\}|\{%[^%]*%\}/g, ' ')
    .replace(/\]\([^)]*\)/g, ' ')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFKC')
    .replace(THOUSANDS, (number) => number.replace(/[,'’]/g, ''));
  const found: Word[] = [];
  const add = (word: string, derived: boolean) => found.push({ text: word.toLowerCase(), derived });
  for (const [match] of plain.matchAll(WORD)) {
    const parts = match.split(/[-‐‑]/).map((part) => part.replace(/['’]s$/, ''));
    for (const part of parts) {
      if (UNSPACED.test(part)) {
        for (const pair of pairsOf(part)) add(pair, true);
        continue;
      }
      add(part, false);
      const pieces = part.match(PIECES) ?? [];
      if (pieces.length > 1)
        for (const piece of pieces) if (piece.length > 1 || /\p{N}/u.test(piece)) add(piece, true);
    }
    if (parts.length === 2 && parts.some((part) => part.length <= 3 || isCommon(part.toLowerCase())))
      add(parts.join(''), true);
  }
  return found;
}

function pairsOf(text: string): string[] {
  const characters = [...text];
  return characters.length === 1
    ? characters
    : characters.slice(1).map((character, i) => `${characters[i]}${character}`);
}
