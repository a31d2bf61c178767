import type { Queryable } from '../../../../db/connection.ts';
import type { TrendData, TrendPoint } from '../../charts/trend/trend-data.ts';
import { definitions, type MetricId } from '../../metrics/definitions.ts';
import { share } from '../../metrics/measured.ts';
import { ratesOfEmails, ratesOfStays } from '../../metrics/rates.ts';
import type { Scope } from '../../metrics/scope.ts';
import { countRows } from '../../metrics/sql/count-rows.ts';
import { DAY, type Period } from '../../period.ts';

/** A share over the period and over as many days, weeks or months before it. */
export async function readTrend(db: Queryable, scope: Scope, metric: MetricId): Promise<TrendData> {
  const { step, now, before } = stepsOf(scope.query);
  const read = async (periods: readonly Period[]) => {
    const points: TrendPoint[] = [];
    for (const period of periods)
      points.push({ at: period.from, ...(await measure(db, scope, metric, period)) });
    return points;
  };
  const { title, unit } = definitions[metric];
  return {
    title: `${title} by ${step}${metric in ratesOfStays ? ' in which stays began, so far' : ''}, and the ${now.length === 1 ? step : `${now.length} ${step}s`} before`,
    unit,
    step,
    points: await read(now),
    before: await read(before),
    ...('unreliable' in definitions[metric] && { unreliable: true }),
  };
}

async function measure(db: Queryable, scope: Scope, metric: MetricId, period: Period) {
  const { value, low, high } = await shareOf(db, scope, metric, period);
  return { value, low, high };
}

async function shareOf(db: Queryable, scope: Scope, metric: MetricId, period: Period) {
  const emails = ratesOfEmails[metric];
  if (emails) {
    const rows = await countRows(db, 'daily_emails', scope, { period });
    return share(sum(rows, emails.numerator), sum(rows, emails.denominator));
  }
  const stays = ratesOfStays[metric];
  if (!stays) return share(0, 0);
  const rows = await countRows(db, 'daily_stays', scope, { period, kind: 'journey' });
  return share(sum(rows, stays.numerator), sum(rows, stays.denominator));
}

function sum<K extends string>(rows: readonly Readonly<Record<K, number>>[], key: K): number {
  return rows.reduce((total, row) => total + row[key], 0);
}

/** Up to this long by day, up to that long by week: fewer than three points are no trend, more than thirty no help. */
const longestByDay = 14 * DAY;
const longestByWeek = 120 * DAY;

/** The whole days, weeks or months that a period ends with, and as many before them. */
export function stepsOf({ from, to }: Period): { step: TrendData['step']; now: Period[]; before: Period[] } {
  if (to - from <= longestByWeek) {
    const step = to - from <= longestByDay ? 'day' : 'week';
    const length = step === 'day' ? DAY : 7 * DAY;
    const count = Math.max(1, Math.floor((to - from) / length));
    const at = (n: number): Period => ({ from: to - n * length, to: to - (n - 1) * length });
    return { step, now: range(count, at), before: range(count, (n) => at(n + count)) };
  }
  const end = new Date(to - 1);
  const monthAt = (ago: number) => Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - ago);
  const at = (n: number): Period => ({ from: monthAt(n - 1), to: Math.min(to, monthAt(n - 2)) });
  let count = 1;
  while (at(count + 1).from >= from) count++;
  return { step: 'month', now: range(count, at), before: range(count, (n) => at(n + count)) };
}

/** The oldest first. */
function range(count: number, at: (n: number) => Period): Period[] {
  return Array.from({ length: count }, (_, index) => at(count - index));
}
