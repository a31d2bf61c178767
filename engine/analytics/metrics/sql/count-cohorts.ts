import type { Queryable } from '../../../../db/connection.ts';
import type { Span } from '../frame.ts';
import type { Scope } from '../scope.ts';
import { instant, newParams, rowsSql } from './rows.ts';

interface CohortRow {
  /** When the cohort begins, ms. */
  cohort: number;
  /** Whole weeks after they came; null: have not reached it. */
  week: number | null;
  leads: number;
}

/** The leads that came in the period, by week or month (UTC), and in which week since each reached one of the stages. */
export function countCohorts(
  db: Queryable,
  scope: Scope,
  { period }: Span,
  step: 'week' | 'month',
  stages: readonly string[],
): Promise<CohortRow[]> {
  const params = newParams();
  const reached = `${params.add(`{${stages.join()}}`)}::text[]`;
  // Joined as wholes: looked up lead by lead, a quarter's leads are a million places on disk.
  return db.query<CohortRow>(
    `with came as materialized (
       select f.lane, f.lead_id, f.began
       from ${rowsSql('stays', scope, params, { period, kind: 'lifecycle' })} f where f.n = 1),
     reached as (
       select s.lane, s.lead_id, min(s.entered_at) as at
       from came c join stay_facts s on s.lane = c.lane and s.lead_id = c.lead_id
       where s.kind = 'lifecycle' and s.stage = any (${reached}) and s.entered_at >= ${instant(params, period.from)}
       group by 1, 2)
     select date_trunc('${step}', c.began at time zone 'UTC') at time zone 'UTC' as cohort,
            floor(extract(epoch from r.at - c.began) / 604800)::int as week, count(*)::int as leads
     from came c left join reached r on r.lane = c.lane and r.lead_id = c.lead_id
     group by 1, 2 order by 1, 2`,
    params.values,
  );
}
