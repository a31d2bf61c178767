import type { Queryable } from '../../../../db/connection.ts';
import type { Span } from '../frame.ts';
import type { Scope } from '../scope.ts';
import { instant, leadFilters, newParams, stageFilter } from './rows.ts';

/**
 * The enrolments of a track that began in the period: how many there are (`''`), how many reached the goal
 * (`goal`), and how many were sent the email of each step.
 */
export async function countTrackSteps(
  db: Queryable,
  scope: Scope,
  track: string,
  { period }: Span,
): Promise<{ enrolled: number; goal: number; steps: Map<string, number> }> {
  const params = newParams();
  const enrolled = `select e.lane, e.lead_id, e.n, e.reason from enrolments e
    where ${[
      `e.track = ${params.add(track)}::text`,
      `e.started_at >= ${instant(params, period.from)}`,
      `e.started_at < ${instant(params, period.to)}`,
      ...leadFilters(scope, params, 'e.lane', 'e.lead_id'),
      ...stageFilter(scope, params, 'e.lane', 'e.lead_id', 'e.started_at'),
    ].join(' and ')}`;
  const rows = await db.query<{ step: string | null; enrolled: number; goal: number }>(
    `with enrolled as materialized (${enrolled})
     select null as step, count(*)::int as enrolled, (count(*) filter (where e.reason = 'goal'))::int as goal from enrolled e
     union all
     select m.step, count(distinct (e.lane, e.lead_id, e.n))::int, 0
     from enrolled e join email_facts m on m.lane = e.lane and m.lead_id = e.lead_id and m.enrolment = e.n
       and m.track = ${params.add(track)}::text
     group by 1`,
    params.values,
  );
  const whole = rows.find(({ step }) => step === null);
  return {
    enrolled: whole?.enrolled ?? 0,
    goal: whole?.goal ?? 0,
    steps: new Map(rows.flatMap(({ step, enrolled }) => (step === null ? [] : [[step, enrolled]]))),
  };
}
