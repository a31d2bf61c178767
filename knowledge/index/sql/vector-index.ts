import type { Database } from '../../../db/connection.ts';

/** Fewer are scanned faster than the graph is built; pgvector's graph takes no more dimensions. */
const fewest = 20_000;
const mostDimensions = 4_000;

const nameOf = (generation: number) => `index_entries_vector_${generation}`;

/**
 * Gives a large generation an HNSW index of its own. On a server only: the embedded database has one session, which
 * would stand still for minutes while it is built.
 */
export async function ensureVectorIndex(
  db: Database,
  { id, passages, dimensions }: { id: number; passages: number; dimensions?: number },
  from = fewest,
): Promise<void> {
  if (db.kind !== 'postgres' || dimensions === undefined) return;
  if (passages < from || dimensions > mostDimensions) return;
  const [found] = await db.query<{ valid: boolean }>(
    'select indisvalid as valid from pg_index where indexrelid = to_regclass($1)',
    [nameOf(id)],
  );
  if (found?.valid) return;
  // One that was given up half-way stays behind and is no use.
  await dropVectorIndex(db, id);
  await db.exec(
    `create index concurrently ${nameOf(id)} on index_entries
     using hnsw ((vector::halfvec(${dimensions})) halfvec_cosine_ops) with (m = 24, ef_construction = 200)
     where generation = ${id}`,
  );
}

export async function dropVectorIndex(db: Database, generation: number): Promise<void> {
  if (db.kind === 'postgres') await db.exec(`drop index concurrently if exists ${nameOf(generation)}`);
}
