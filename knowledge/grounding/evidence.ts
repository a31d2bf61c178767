import type { Queryable } from '../../db/connection.ts';
import { currentGeneration } from '../index/generation.ts';
import { hashTerm } from '../lexical/bm25.ts';
import { type QueryTerm, queryTerms, termsOf } from '../lexical/terms.ts';
import { findTerms } from '../search/sql/find-terms.ts';
import type { Evidence, Hit } from '../types.ts';
import { isMisspelt } from './misspelt.ts';

/**
 * The share of a question that one passage must have for being an answer, its rare words weighing more. Measured on
 * forty questions about what the demo library says and forty about what it does not: 30 and 36 are told right; 0.55
 * would make it 25 and 39.
 */
const enough = 0.5;
/** What a misspelt word counts. */
const alike = 0.8;

/**
 * Whether the best of what was found is about what was asked, told by the words of the question that a passage has.
 * A score of the search does not say so: it is a share of the best score, however bad the best is.
 */
export async function weighEvidence(
  db: Pick<Queryable, 'query'>,
  words: string,
  hits: readonly Hit[],
): Promise<Evidence> {
  const generation = hits.length > 0 ? await currentGeneration(db) : undefined;
  if (generation === undefined) return 'none';
  const asked = queryTerms(words).filter(isFirst);
  const documents = await findTerms(db, generation.id, [
    ...new Set(asked.flatMap(({ terms }) => terms.map(hashTerm))),
  ]);
  const weighed = asked.map((term) => {
    const having = Math.max(0, ...term.terms.map((one) => documents.get(hashTerm(one)) ?? 0));
    return { ...term, having, weight: Math.log(1 + (generation.passages - having + 0.5) / (having + 0.5)) };
  });
  const all = weighed.reduce((sum, { weight }) => sum + weight, 0);
  const shares = hits.map(({ item, passage }) => {
    const text = `${item.title}\n${passage.heading}\n${passage.text}`;
    const has = new Set([...termsOf(text), ...termsOf(text, 'und')]);
    const covered = weighed.reduce((sum, { terms, spelled, having, weight }) => {
      if (terms.some((term) => has.has(term))) return sum + weight;
      // Only a word that nothing in the library has can be a slip.
      const slip =
        having === 0 && spelled !== undefined && [...has].some((word) => isMisspelt(spelled, word));
      return slip ? sum + alike * weight : sum;
    }, 0);
    return covered / all;
  });
  return Math.max(...shares) >= enough ? 'good' : 'weak';
}

/** A word said twice asks for no more than one said once. */
function isFirst({ terms }: QueryTerm, index: number, all: readonly QueryTerm[]): boolean {
  return all.findIndex((other) => other.terms[0] === terms[0]) === index;
}
