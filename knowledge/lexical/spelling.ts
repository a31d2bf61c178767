import { termVector } from './bm25.ts';

/** How alike two words must be to pass for each other, 0 to 1: the cosine of their grams. */
export const leastAlike = 0.6;
/** What a word that is only alike counts, of what the word itself would; times how alike it is. */
export const alikeWeight = 0.8;
/** Longer ones are not words. */
const longest = 40;

/** Whether an index term is a word that somebody may spell otherwise: no number, no abbreviation. */
export function isSpelled(term: string): boolean {
  return term.length >= 4 && term.length <= longest && /^\p{L}+$/u.test(term);
}

/** The pairs of characters of a word as a sparse vector, as pgvector's text; the word's ends count as characters. */
export function gramsVector(word: string): string {
  const padded = `^${word}$`;
  const grams = new Map<string, number>();
  for (let i = 0; i + 2 <= padded.length; i++) grams.set(padded.slice(i, i + 2), 1);
  return termVector(grams);
}
