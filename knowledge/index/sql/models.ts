import type { Queryable } from '../../../db/connection.ts';

/** The model of a generation, encoded; undefined when it has none or is gone. */
export async function readModel(
  db: Pick<Queryable, 'query'>,
  generation: number,
): Promise<Uint8Array | undefined> {
  const [row] = await db.query<{ model: Uint8Array | null }>(
    'select model from index_generations where id = $1',
    [generation],
  );
  return row?.model ?? undefined;
}
