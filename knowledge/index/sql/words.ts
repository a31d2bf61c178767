import type { Tx } from '../../../db/connection.ts';
import { hashTerm } from '../../lexical/bm25.ts';
import { gramsVector } from '../../lexical/spelling.ts';

/** Keeps words for comparing others with; those it has already stay as they are. */
export async function addWords(tx: Tx, words: ReadonlySet<string>): Promise<void> {
  const terms = new Map([...words].map((word) => [hashTerm(word), word]));
  const known = await tx.query<{ term: number }>(
    'select term from index_words where term = any ($1::int[])',
    [[...terms.keys()]],
  );
  for (const { term } of known) terms.delete(term);
  if (terms.size === 0) return;
  await tx.query(
    `insert into index_words (term, word, grams)
     select term, word, grams::sparsevec from json_to_recordset($1::json) as r (term int, word text, grams text)
     on conflict do nothing`,
    [JSON.stringify([...terms].map(([term, word]) => ({ term, word, grams: gramsVector(word) })))],
  );
}
