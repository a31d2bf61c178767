import type { Queryable } from '../../../../db/connection.ts';
import { journeyStages } from '../../../program/schema.ts';
import type { Period } from '../../period.ts';
import type { OpportunityData } from '../data.ts';

/** Enrolments that began in the period by track, those that reached the goal, and those whose lead moved on since. */
export function countGoals(
  db: Queryable,
  { from, to, lanes }: Period & { lanes: number },
): Promise<OpportunityData['goals'][number][]> {
  return db.query(
    `select e.track, count(*)::int as enrolled, (count(*) filter (where e.reason = 'goal'))::int as reached,
            (count(*) filter (where exists (
              select from stage_moves m where m.lane = e.lane and m.lead_id = e.lead_id and m.kind = 'journey'
                and m.at >= e.started_at
                and array_position($4::text[], m.to_stage) > array_position($4::text[], m.from_stage))))::int as progressed
     from enrolments e
     where e.started_at >= to_timestamp($1::float8 / 1000) and e.started_at < to_timestamp($2::float8 / 1000)
       and e.lane < $3::int
     group by e.track order by e.track`,
    [from, to, lanes, [...journeyStages]],
  );
}

/** By reason how many emails were held, each once, of how many leads; and how many emails were due. */
export async function countHolds(
  db: Queryable,
  { from, to, lanes, sent }: Period & { lanes: number; sent: number },
): Promise<Pick<OpportunityData, 'holds' | 'due'>> {
  const rows = await db.query<{ what: string; detail: string; n: number; leads: number }>(
    `select what, detail, count(*)::int as n, count(distinct (lane, lead_id))::int as leads
     from step_facts
     where what in ('hold', 'drop') and lane < $3::int
       and at >= to_timestamp($1::float8 / 1000) and at < to_timestamp($2::float8 / 1000)
     group by 1, 2 order by 1, 2`,
    [from, to, lanes],
  );
  const dropped = rows.filter(({ what }) => what === 'drop').reduce((sum, { n }) => sum + n, 0);
  return {
    holds: rows
      .filter(({ what }) => what === 'hold')
      .map(({ detail, n, leads }) => ({ reason: detail, held: n, leads })),
    due: sent + dropped,
  };
}
