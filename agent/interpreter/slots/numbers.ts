import type { Comparison } from '../../../engine/program/condition/ast.ts';

const words: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  a: 1,
  an: 1,
  single: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  ninety: 90,
  hundred: 100,
};

/** A number in digits or as a word; regex source. */
export const numberSource = `\\d+|${Object.keys(words)
  .filter((word) => word.length > 2)
  .join('|')}`;

/** The value of what `numberSource` matched. */
export function numberOf(text: string): number {
  return words[text] ?? Number(text);
}

const comparisons: readonly (readonly [string, Comparison])[] = [
  ['no (?:more|higher|greater) than', '<='],
  ['no (?:less|fewer|lower) than', '>='],
  ['at least|no less than|a minimum of|minimum(?: of)?|min|from|>=', '>='],
  ['more than|greater than|higher than|bigger than|over|above|beyond|exceeding|>', '>'],
  ['at most|up to|a maximum of|maximum(?: of)?|max|<=', '<='],
  ['less than|fewer than|lower than|smaller than|under|below|<', '<'],
  ['exactly|equal to|equals|precisely|=', '='],
];

/** What stands before a number and compares with it; regex source. */
export const comparisonSource = comparisons.map(([source]) => source).join('|');
/** What stands after a number and means at least, or at most; regex source. */
export const suffixSource =
  '\\+|or (?:more|higher|above|over|greater)|and (?:more|above|over|up)|plus|or (?:less|fewer|lower|below)';

/** The comparison that a prefix or suffix says; `usual` when there is neither. */
export function comparisonOf(
  prefix: string | undefined,
  suffix: string | undefined,
  usual: Comparison,
): Comparison {
  if (suffix) return /less|fewer|lower|below/.test(suffix) ? '<=' : '>=';
  if (!prefix) return usual;
  return comparisons.find(([source]) => new RegExp(`^(?:${source})$`).test(prefix))?.[1] ?? usual;
}
