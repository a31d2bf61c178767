import type { Comparison } from '../../../engine/program/condition/ast.ts';

export { numberOf, numberSource } from '../../../engine/analytics/periods/number-words.ts';

const comparisons: readonly (readonly [string, Comparison])[] = [
  ['no (?:more|higher|greater) than', '<='],
  ['no (?:less|fewer|lower) than', '>='],
  ['at least|no less than|a minimum of|minimum(?: of)?|min|from|>=', '>='],
  [
    'more than|greater than|higher than|bigger than|larger than|north of|over|above|beyond|exceeding|exceeds?|>',
    '>',
  ],
  ['at most|up to|a maximum of|maximum(?: of)?|max|<=', '<='],
  ['less than|fewer than|lower than|smaller than|south of|under|below|<', '<'],
  ['exactly|equal to|equals|precisely|=', '='],
];

/** What stands before a number and compares with it; regex source. */
export const comparisonSource = comparisons.map(([source]) => source).join('|');
/** What stands after a number and means at least, or at most; regex source. */
export const suffixSource =
  '\\+|or (?:more|higher|above|over|greater|better|up)|and (?:more|above|over|up|higher)|plus|(?:or|and) (?:less|fewer|lower|below|under)';

/** The comparison that a prefix or suffix says; `usual` when there is neither. */
export function comparisonOf(
  prefix: string | undefined,
  suffix: string | undefined,
  usual: Comparison,
): Comparison {
  if (suffix) return /less|fewer|lower|below|under/.test(suffix) ? '<=' : '>=';
  if (!prefix) return usual;
  return comparisons.find(([source]) => new RegExp(`^(?:${source})$`).test(prefix))?.[1] ?? usual;
}
