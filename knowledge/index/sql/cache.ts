import type { Queryable } from '../../../db/connection.ts';

/** What an endpoint made of texts before, as pgvector's text; those of other dimensions are no use any more. */
export async function readCached(
  db: Queryable,
  { model, dimensions, hashes }: { model: string; dimensions: number; hashes: readonly string[] },
): Promise<Map<string, string>> {
  const rows = await db.query<{ hash: string; vector: string }>(
    `select hash, vector::text as vector from embedding_cache
     where model = $1 and hash = any ($2::text[]) and vector_dims(vector) = $3`,
    [model, hashes, dimensions],
  );
  return new Map(rows.map(({ hash, vector }) => [hash, vector]));
}

export async function writeCached(
  db: Queryable,
  model: string,
  rows: readonly { hash: string; vector: string }[],
  now: number,
): Promise<void> {
  await db.query(
    `insert into embedding_cache (model, hash, vector, made_at)
     select $1, hash, vector::halfvec, to_timestamp($3::float8 / 1000)
     from json_to_recordset($2::json) as r (hash text, vector text)
     on conflict (model, hash) do update set vector = excluded.vector, made_at = excluded.made_at`,
    [model, JSON.stringify(rows), now],
  );
}

export async function forgetCached(db: Queryable, model: string): Promise<void> {
  await db.query('delete from embedding_cache where model = $1', [model]);
}

/** What no passage and no generation uses, made before then. */
export async function forgetUnused(db: Queryable, before: number): Promise<void> {
  await db.query(
    `delete from embedding_cache k where k.made_at < to_timestamp($1::float8 / 1000)
       and (not exists (select from passages p where p.hash = k.hash)
         or not exists (select from index_generations g where g.embedder ->> 'model' = k.model))`,
    [before],
  );
}
