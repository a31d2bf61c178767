import type { SqlParams } from '../../../program/condition/sql-params.ts';
import { emailCounters, stayCounters } from '../../facts/counters.ts';
import type { MetricId } from '../definitions.ts';
import type { Span } from '../frame.ts';
import { ratesOfEmails, ratesOfStays } from '../rates.ts';
import type { Scope } from '../scope.ts';
import { handoffsSql } from './count-handoffs.ts';
import { holdoutSql } from './count-holdout.ts';
import { holdsSql } from './count-holds.ts';
import { rowsSql } from './rows.ts';
import { openProposalsSql } from './sum-deals.ts';

/** What stands behind one metric: which rows are below the line, and which of those above it too. */
interface Behind {
  from: string;
  /** Below the line. */
  where: string;
  /** Above the line. */
  reached: string;
  /** Tells rows of one lead and instant apart. */
  key: string;
  /** What the row is: an email's step, a stage, a reason. */
  detail: string;
  amount?: string;
}

/**
 * A SELECT of the rows that a figure counts: `lane, lead_id, began, key, reached, detail, amount`. Those with `reached`
 * are its numerator, all of them its denominator; they are made of the same facts by the same counters as the figure.
 */
export function behindSql(metric: MetricId, scope: Scope, params: SqlParams, span: Span): string {
  const { from, where, reached, key, detail, amount } = behind(metric, scope, params, span);
  return `(select f.lane, f.lead_id, f.began, (${key})::text collate "C" as key, (${reached}) as reached,
             (${detail})::text as detail, (${amount ?? 'null'})::float8 as amount
           from ${from} f where ${where})`;
}

function behind(metric: MetricId, scope: Scope, params: SqlParams, span: Span): Behind {
  const { period, cut } = span;
  const ofEmails = ratesOfEmails[metric];
  if (ofEmails)
    return {
      from: rowsSql('emails', scope, params, { period, cut }),
      where: `${emailCounters[ofEmails.denominator]} > 0`,
      reached: `${emailCounters[ofEmails.numerator]} > 0`,
      key: `concat_ws('/', f.from_id, f.seq, f.ordinal)`,
      detail: `f.track || '/' || f.step`,
    };
  const ofStays = ratesOfStays[metric];
  if (ofStays)
    return {
      from: rowsSql('stays', scope, params, { period, cut, kind: 'journey' }),
      where: `${stayCounters[ofStays.denominator]} > 0`,
      reached: `${stayCounters[ofStays.numerator]} > 0`,
      key: 'f.n',
      detail: 'f.stage',
    };
  return behindOthers(metric, scope, params, span);
}

function behindOthers(metric: MetricId, scope: Scope, params: SqlParams, span: Span): Behind {
  const { period, cut } = span;
  const asMql = (which: string): Behind => ({
    from: rowsSql('stays', scope, params, { period, cut, kind: 'lifecycle' }),
    where: `f.stage = 'mql' and ${which}`,
    reached: 'f.forward is true',
    key: 'f.n',
    detail: 'f.next_stage',
  });
  const deals = (where: string, reached: string): Behind => ({
    from: rowsSql('deals', scope, params, { period }),
    where: `f.kind = 'closed' and ${where}`,
    reached,
    key: `concat_ws('/', f.from_id, f.seq)`,
    detail: `case when f.won then 'won' when f.won = false then 'lost' end`,
    amount: 'f.amount',
  });
  const sharedOut = (arm: string): Behind => ({
    from: holdoutSql(scope, params, span),
    where: `f.arm = '${arm}'`,
    reached: 'f.until is not null',
    key: `''`,
    detail: 'f.arm',
  });
  switch (metric) {
    case 'qualified':
    case 'time_in_nurture':
      return asMql('f.nurtured');
    case 'time_in_nurture_mean':
      return asMql('f.nurtured and f.forward');
    case 'time_without_nurture':
      return asMql('not f.nurtured');
    case 'holdout_nurtured':
      return sharedOut('nurtured');
    case 'holdout_held':
      return sharedOut('held');
    case 'handoff':
      return {
        from: handoffsSql(scope, params, span),
        where: 'true',
        reached: 'f.until is not null',
        key: `''`,
        detail: 'null',
      };
    case 'pieces':
      return {
        from: rowsSql('stays', scope, params, { period, cut, kind: 'journey' }),
        where: 'true',
        reached: 'f.pieces > 0',
        key: 'f.n',
        detail: 'f.pieces',
      };
    case 'deal_size':
      return deals('f.won and f.amount is not null', 'true');
    case 'win_rate':
      return deals('true', 'f.won is true');
    case 'revenue':
      return deals('f.won', 'f.nurtured');
    case 'pipeline':
      return {
        from: openProposalsSql(scope, params, period.to),
        where: 'true',
        reached: 'f.nurtured',
        key: `''`,
        detail: 'null',
        amount: 'f.amount',
      };
    case 'holds':
      return {
        from: holdsSql(scope, params, span),
        where: 'true',
        reached: 'true',
        key: `concat_ws('/', f.from_id, f.seq, f.ordinal)`,
        detail: `f.what || ': ' || f.detail`,
      };
    default:
      throw new TypeError(`nothing stands behind ${metric}`);
  }
}
