import type { Tx } from '../../../db/connection.ts';

/** Adds to the number of passages that have each term; terms nobody has any more go, with their words. */
export async function addToTerms(
  tx: Tx,
  generation: number,
  change: ReadonlyMap<number, number>,
): Promise<void> {
  if (change.size === 0) return;
  await tx.query(
    `insert into index_terms as t (generation, term, documents)
     select $1::int, term, change from json_to_recordset($2::json) as r (term int, change int)
     on conflict (generation, term) do update set documents = t.documents + excluded.documents`,
    [generation, JSON.stringify([...change].map(([term, by]) => ({ term, change: by })))],
  );
  if (!change.values().some((by) => by < 0)) return;
  await tx.query(
    `with gone as (delete from index_terms where generation = $1 and documents <= 0 returning term)
     delete from index_words w using gone
     where w.term = gone.term and not exists (
       select from index_generations g join index_terms t on t.generation = g.id and t.term = w.term
       where g.id <> $1)`,
    [generation],
  );
}

export async function addToCounts(
  tx: Tx,
  generation: number,
  change: { passages: number; terms: number; averageLength?: number },
): Promise<void> {
  await tx.query(
    `update index_generations set passages = passages + $2::int, terms = terms + $3::bigint,
       average_length = coalesce($4::float8, average_length) where id = $1`,
    [generation, change.passages, change.terms, change.averageLength ?? null],
  );
}

export async function setLexicon(tx: Tx, generation: number, lexicon: number): Promise<void> {
  await tx.query('update index_generations set lexicon = $2 where id = $1 and lexicon <> $2', [
    generation,
    lexicon,
  ]);
}
