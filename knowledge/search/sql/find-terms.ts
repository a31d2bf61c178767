import type { Queryable } from '../../../db/connection.ts';

/** In how many passages of a generation each term is; terms that are in none are left out. */
export async function findTerms(
  db: Pick<Queryable, 'query'>,
  generation: number,
  terms: readonly number[],
): Promise<Map<number, number>> {
  const rows = await db.query<{ term: number; documents: number }>(
    'select term, documents from index_terms where generation = $1 and term = any ($2::int[])',
    [generation, terms],
    'library_terms',
  );
  return new Map(rows.map((row) => [row.term, row.documents]));
}

export interface AlikeTerm {
  /** Which of those asked for, from 0. */
  wanted: number;
  term: number;
  word: string;
  documents: number;
  /** Cosine of the grams. */
  likeness: number;
}

/**
 * The words of a generation that are most alike to each of those given, best first, a few of each. Looked at are those
 * that begin or end with the same two letters.
 */
export async function findAlike(
  db: Pick<Queryable, 'query'>,
  generation: number,
  words: readonly { word: string; grams: string }[],
  least: number,
): Promise<AlikeTerm[]> {
  return db.query<AlikeTerm>(
    `select (q.n - 1)::int as wanted, a.term, a.word, t.documents, 1 - a.distance as likeness
     from unnest($2::text[], $3::text[]) with ordinality as q (word, grams, n)
       cross join lateral (
         select w.term, w.word, w.grams <=> q.grams::sparsevec as distance from index_words w
         where left(w.word, 2) = left(q.word, 2) or right(w.word, 2) = right(q.word, 2)
         order by distance, w.term limit 8
       ) a
       join index_terms t on t.generation = $1 and t.term = a.term
     where a.distance < 1 - $4::float8
     order by q.n, a.distance, a.term`,
    [generation, words.map(({ word }) => word), words.map(({ grams }) => grams), least],
    'library_alike',
  );
}
