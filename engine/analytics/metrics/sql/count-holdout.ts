import type { Queryable } from '../../../../db/connection.ts';
import type { SqlParams } from '../../../program/condition/sql-params.ts';
import { acceptedStages } from '../../accepted-stages.ts';
import type { Waited } from '../../statistics/survival.ts';
import type { Span } from '../frame.ts';
import type { Scope } from '../scope.ts';
import { instant, leadFilters, newParams, stageFilter } from './rows.ts';

const accepted = `array[${acceptedStages.map((stage) => `'${stage}'`).join(', ')}]`;

/** The leads that the hold-out shared out in the period, with when sales accepted each since; null while it waits. */
export function holdoutSql(scope: Scope, params: SqlParams, { period }: Span): string {
  const where = [
    `x.experiment = 'holdout'`,
    `x.at >= ${instant(params, period.from)}`,
    `x.at < ${instant(params, period.to)}`,
    ...leadFilters(scope, params, 'x.lane', 'x.lead_id'),
    ...stageFilter(scope, params, 'x.lane', 'x.lead_id', 'x.at'),
  ];
  return `(select x.lane, x.lead_id, x.at as began, x.arm, a.until
    from exposure_facts x cross join lateral (
      select min(s.entered_at) as until from stay_facts s
      where s.lane = x.lane and s.lead_id = x.lead_id and s.kind = 'lifecycle' and s.stage = any (${accepted})
        and s.entered_at >= x.at) a
    where ${where.join(' and ')})`;
}

/** How many hours it took by arm (`part`) from being shared out to being accepted by sales. */
export function countHoldout(
  db: Queryable,
  scope: Scope,
  span: Span,
): Promise<(Waited & { part: string })[]> {
  const params = newParams();
  return db.query(
    `select h.arm as part, greatest(0, floor(extract(epoch from coalesce(h.until, ${instant(params, span.end)}) - h.began) / 3600))::float8 as time,
            count(h.until)::int as done, (count(*) - count(h.until))::int as waiting
     from ${holdoutSql(scope, params, span)} h group by 1, 2`,
    params.values,
  );
}
