import type { Queryable } from '../../../db/connection.ts';

/** About how many of the passages a filter over `content_items c` leaves, its parameters from $1 on. */
export async function countUnder(
  db: Pick<Queryable, 'query'>,
  filter: { sql: string; params: readonly string[] },
  passages: number,
): Promise<number> {
  const [row] = await db.query<{ share: number | null }>(
    `select (count(*) filter (where ${filter.sql}))::float8 / nullif(count(*), 0) as share
     from content_items c where not c.retired`,
    [...filter.params],
  );
  return passages * (row?.share ?? 0);
}
