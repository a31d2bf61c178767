import type { Queryable } from '../../db/connection.ts';

/** How many leads are on the track now, by the id of the step they stand at. */
export async function activeByStep(db: Queryable, track: string): Promise<Record<string, number>> {
  const rows = await db.query<{ step: string; leads: number }>(
    `select step, count(*)::int as leads from enrolments
     where track = $1::text and status = 'active' group by step`,
    [track],
  );
  return Object.fromEntries(rows.map((row) => [row.step, row.leads]));
}
