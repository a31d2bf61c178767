import type { Queryable } from '../../../../db/connection.ts';
import type { Asked } from './select-arm-days.ts';

/** When the first lead got an arm; null: nobody has. */
export async function selectFirst(
  db: Queryable,
  { experiment, from, until }: Pick<Asked, 'experiment' | 'from' | 'until'>,
): Promise<number | null> {
  const [row] = await db.query<{ at: number | null }>(
    `select min(at) as at from exposure_facts
     where experiment = $1::text and at >= to_timestamp($2::float8 / 1000) and at < to_timestamp($3::float8 / 1000)`,
    [experiment, from, until],
  );
  return row?.at ?? null;
}
