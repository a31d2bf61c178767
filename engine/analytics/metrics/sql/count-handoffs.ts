import type { Queryable } from '../../../../db/connection.ts';
import type { SqlParams } from '../../../program/condition/sql-params.ts';
import { acceptedStages } from '../../accepted-stages.ts';
import type { Waited } from '../../statistics/survival.ts';
import type { Span } from '../frame.ts';
import type { Scope } from '../scope.ts';
import { instant, newParams, rowsSql } from './rows.ts';

const accepted = `array[${acceptedStages.map((stage) => `'${stage}'`).join(', ')}]`;

/**
 * The hand-offs that began in the period, each lead's first: it became an MQL or asked for a demo. `until`: when the
 * first meeting was scheduled or sales accepted it since, as far as is known; null while it waits.
 */
export function handoffsSql(scope: Scope, params: SqlParams, span: Span): string {
  const { period, cut } = span;
  // How a hand-off begins needs no cut, which is never before the end of the period; with one, no index would find it.
  const open = { period: { to: period.to }, kind: 'lifecycle' } as const;
  const known = (column: string) =>
    cut === undefined ? column : `case when ${column} < ${instant(params, cut)} then ${column} end`;
  return `(select b.lane, b.lead_id, b.began, a.until
    from (select s.lane, s.lead_id, min(s.at) as began
          from (select f.lane, f.lead_id, f.began as at from ${rowsSql('stays', scope, params, { ...open, period })} f where f.stage = 'mql'
                union all
                select f.lane, f.lead_id, f.demo_at from ${rowsSql('stays', scope, params, open)} f
                where f.demo_at >= ${instant(params, period.from)} and f.demo_at < ${instant(params, period.to)}) s
          group by 1, 2) b
    cross join lateral (
      select min(least(case when m.meeting_at >= b.began then ${known('m.meeting_at')} end,
                       case when m.stage = any (${accepted}) and m.entered_at >= b.began then ${known('m.entered_at')} end)) as until
      from stay_facts m where m.lane = b.lane and m.lead_id = b.lead_id and m.kind = 'lifecycle') a)`;
}

/** How many hours hand-offs took, or have waited. */
export function countHandoffs(db: Queryable, scope: Scope, span: Span): Promise<Waited[]> {
  const params = newParams();
  const rows = handoffsSql(scope, params, span);
  return db.query<Waited>(
    `select greatest(0, floor(date_part('epoch', coalesce(h.until, ${instant(params, span.end)}) - h.began) / 3600)) as time,
            count(h.until)::int as done, (count(*) - count(h.until))::int as waiting
     from ${rows} h group by 1`,
    params.values,
  );
}
