import type { Queryable } from '../../../../../db/connection.ts';
import type { Period } from '../../../period.ts';

/** The tracks on which most enrolments began in the period, the busiest first. */
export async function busiestTracks(db: Queryable, { from, to }: Period, most: number): Promise<string[]> {
  const rows = await db.query<{ track: string }>(
    `select track from enrolments
     where started_at >= to_timestamp($1::float8 / 1000) and started_at < to_timestamp($2::float8 / 1000)
     group by track order by count(*) desc, track limit $3::int`,
    [from, to, most],
  );
  return rows.map(({ track }) => track);
}
