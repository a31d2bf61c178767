import type { Database, Queryable, Tx } from '../../../db/connection.ts';
import {
  type EmbedderName,
  type Generation,
  type GenerationRow,
  generationColumns,
  pointer,
  toGeneration,
} from '../generation.ts';

export interface NewGeneration {
  lexicon: number;
  embedder: EmbedderName | undefined;
  dimensions: number | undefined;
  averageLength: number;
  trainedOn: number | undefined;
  model: Uint8Array | undefined;
}

export async function insertGeneration(db: Database, given: NewGeneration, now: number): Promise<Generation> {
  const [row] = await db.query<GenerationRow>(
    `insert into index_generations as g
       (status, lexicon, embedder, dimensions, average_length, trained_on, model, created_at)
     values ('building', $1, $2::jsonb, $3, $4, $5, $6, to_timestamp($7::float8 / 1000))
     returning ${generationColumns}`,
    [
      given.lexicon,
      given.embedder ? JSON.stringify(given.embedder) : null,
      given.dimensions ?? null,
      given.averageLength,
      given.trainedOn ?? null,
      given.model ?? null,
      now,
    ],
  );
  return toGeneration(row as GenerationRow);
}

/** The one being built; the newest, should an earlier one have been left behind. */
export async function buildingGeneration(db: Queryable): Promise<Generation | undefined> {
  const [row] = await db.query<GenerationRow>(
    `select ${generationColumns} from index_generations g where g.status = 'building' order by g.id desc limit 1`,
  );
  return row && toGeneration(row);
}

/** Nobody reads it: it may go at once. */
export async function abandonBuilding(db: Queryable, except?: number): Promise<void> {
  await db.query(
    `update index_generations set status = 'gone', gone_at = to_timestamp(0)
     where status = 'building' and id is distinct from $1::int`,
    [except ?? null],
  );
}

/** Puts a built generation in the place of the current one. Needs `lockIndex`. */
export async function switchGeneration(tx: Tx, to: number, now: number): Promise<void> {
  await tx.query(
    `update index_generations set status = 'gone', gone_at = to_timestamp($2::float8 / 1000)
     where status = 'ready' and id <> $1`,
    [to, now],
  );
  await tx.query(
    `update index_generations set status = 'ready', ready_at = to_timestamp($2::float8 / 1000) where id = $1`,
    [to, now],
  );
  await tx.query('update settings set value = $2 where key = $1', [pointer, String(to)]);
}

/** Those that no query can hold any more. */
export async function goneGenerations(db: Queryable, before: number): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    `select id from index_generations where status = 'gone' and gone_at <= to_timestamp($1::float8 / 1000)`,
    [before],
  );
  return rows.map(({ id }) => id);
}

/** Some of what a generation has; gives how many entries went. */
export async function deleteSomeEntries(db: Queryable, generation: number, most: number): Promise<number> {
  const rows = await db.query(
    `delete from index_entries where generation = $1 and ctid = any (array(
       select ctid from index_entries where generation = $1 limit $2)) returning 1`,
    [generation, most],
  );
  return rows.length;
}

/** With its terms, and the words that no other generation has. */
export async function deleteGeneration(db: Queryable, generation: number): Promise<void> {
  await db.query(
    `delete from index_words w using index_terms t
     where t.generation = $1 and t.term = w.term and not exists (
       select from index_generations g join index_terms o on o.generation = g.id and o.term = w.term
       where g.id <> $1)`,
    [generation],
  );
  await db.query('delete from index_generations where id = $1', [generation]);
}
