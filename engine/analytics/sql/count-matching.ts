import type { Queryable } from '../../../db/connection.ts';
import type { Where } from './where.ts';

/** How many leads satisfy the condition, and how many there are. */
export async function countMatching(db: Queryable, where: Where): Promise<{ count: number; total: number }> {
  const [row] = await db.query<{ count: number; total: number }>(
    `select (select count(*) from leads l where ${where.sql})::int as count,
            (select count(*) from leads)::int as total`,
    [...where.params],
  );
  return row ?? { count: 0, total: 0 };
}
