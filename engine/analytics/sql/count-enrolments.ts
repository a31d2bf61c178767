import type { Queryable } from '../../../db/connection.ts';
import type { Period } from '../period.ts';

/** Enrolments of a track: begun in the period, active at its end, ended in it by reason. */
export async function countEnrolments(
  db: Queryable,
  { track, from, to }: { track: string } & Period,
): Promise<{ enrolled: number; active: number; ended: Record<string, number> }> {
  const rows = await db.query<{ reason: string | null; enrolled: number; active: number; ended: number }>(
    `with span as (select to_timestamp($2::float8 / 1000) as begins, to_timestamp($3::float8 / 1000) as ends)
     select e.reason,
            (count(*) filter (where e.started_at >= span.begins and e.started_at < span.ends))::int as enrolled,
            (count(*) filter (where e.started_at < span.ends
                                and (e.ended_at is null or e.ended_at >= span.ends)))::int as active,
            (count(*) filter (where e.ended_at >= span.begins and e.ended_at < span.ends))::int as ended
     from enrolments e, span where e.track = $1::text
     group by e.reason`,
    [track, from, to],
  );
  const ended = rows
    .filter((row) => row.ended > 0)
    .map((row) => [row.reason ?? 'unknown', row.ended] as const)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return {
    enrolled: rows.reduce((sum, row) => sum + row.enrolled, 0),
    active: rows.reduce((sum, row) => sum + row.active, 0),
    ended: Object.fromEntries(ended),
  };
}
