import type { Tx } from '../../../db/connection.ts';

export async function countLeads(tx: Tx): Promise<number> {
  const rows = await tx.query<{ n: number }>('select count(*)::int as n from leads');
  return rows[0]?.n ?? 0;
}

/**
 * Leads that satisfy `condition` and may enter the track: never on it before, or (with `again`) not on it now.
 * `condition` is SQL over alias l whose parameters begin at $3.
 */
export async function countEntering(
  tx: Tx,
  track: string,
  again: boolean,
  condition: { sql: string; params: readonly unknown[] },
): Promise<number> {
  const rows = await tx.query<{ n: number }>(
    `select count(*)::int as n from leads l
     where (${condition.sql})
       and not exists (select from enrolments e
                       where e.lane = l.lane and e.lead_id = l.id and e.track = $1::text
                         and (not $2::boolean or e.status = 'active'))`,
    [track, again, ...condition.params],
  );
  return rows[0]?.n ?? 0;
}

/** Active enrolments of a track by the step they stand at. */
export async function countInFlight(tx: Tx, track: string): Promise<Record<string, number>> {
  const rows = await tx.query<{ step: string; n: number }>(
    `select step, count(*)::int as n from enrolments where track = $1::text and status = 'active' group by step`,
    [track],
  );
  return Object.fromEntries(rows.map((row) => [row.step, row.n]));
}
