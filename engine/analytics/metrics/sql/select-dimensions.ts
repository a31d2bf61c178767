import type { Queryable } from '../../../../db/connection.ts';

/** Ids by name, of those that some fact has. */
export async function selectDimensions(
  db: Queryable,
  names: readonly string[],
): Promise<Map<string, number>> {
  const rows = await db.query<{ id: number; name: string }>(
    'select id, name from fact_dimensions where name = any ($1::text[])',
    [names],
  );
  return new Map(rows.map(({ id, name }) => [name, id]));
}
