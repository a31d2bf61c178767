import type { Queryable } from '../../../../db/connection.ts';
import type { SqlParams } from '../../../program/condition/sql-params.ts';
import type { HeldSends } from '../dashboard.ts';
import type { Span } from '../frame.ts';
import type { Scope } from '../scope.ts';
import { instant, leadFilters, newParams, stageFilter } from './rows.ts';

/** Sends held or dropped in the period, each once for its enrolment, step and reason. Which item it was is not known. */
export function holdsSql(scope: Scope, params: SqlParams, { period }: Span): string {
  const where = [
    `h.what in ('hold', 'drop')`,
    `h.at >= ${instant(params, period.from)}`,
    `h.at < ${instant(params, period.to)}`,
    ...leadFilters(scope, params, 'h.lane', 'h.lead_id'),
    ...stageFilter(scope, params, 'h.lane', 'h.lead_id', 'h.at'),
  ];
  if (scope.query.track !== undefined) where.push(`h.track = ${params.add(scope.query.track)}::text`);
  return `(select h.lane, h.lead_id, h.from_id, h.seq, h.ordinal, h.at as began, h.what, h.detail from step_facts h where ${where.join(' and ')})`;
}

export function countHolds(db: Queryable, scope: Scope, span: Span): Promise<HeldSends[]> {
  const params = newParams();
  // By lead first: counting distinct leads at once would sort all rows.
  return db.query<HeldSends>(
    `select b.what, b.reason, sum(b.sends)::int as sends, count(*)::int as leads
     from (select h.what, h.detail as reason, h.lane, h.lead_id, count(*) as sends
           from ${holdsSql(scope, params, span)} h group by 1, 2, 3, 4) b
     group by 1, 2 order by 3 desc, 1, 2`,
    params.values,
  );
}
