import type { Queryable } from '../../../../db/connection.ts';
import type { Span } from '../frame.ts';
import type { Scope } from '../scope.ts';
import { newParams, rowsSql } from './rows.ts';

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
  return db.query<CohortRow>(
    `select date_trunc('${step}', c.began at time zone 'UTC') at time zone 'UTC' as cohort,
            floor(extract(epoch from r.at - c.began) / 604800)::int as week, count(*)::int as leads
     from ${rowsSql('stays', scope, params, { period, kind: 'lifecycle' })} c
     left join lateral (
       select min(s.entered_at) as at from stay_facts s
       where s.lane = c.lane and s.lead_id = c.lead_id and s.kind = 'lifecycle' and s.stage = any (${reached})) r on true
     where c.n = 1 group by 1, 2 order by 1, 2`,
    params.values,
  );
}
