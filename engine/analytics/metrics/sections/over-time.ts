import { lifecycleStages } from '../../../program/schema.ts';
import { acceptedStages } from '../../accepted-stages.ts';
import { DAY } from '../../period.ts';
import { minimumSample } from '../../statistics/wilson.ts';
import type { Cohorts, FunnelStep } from '../dashboard.ts';
import type { Frame } from '../frame.ts';
import { countArrivals } from '../sql/count-arrivals.ts';
import { countTrackSteps } from '../sql/count-funnel.ts';

const WEEK = 7 * DAY;
/** Periods longer than this are told by month. */
const longestByWeek = 92 * DAY;

/** Of the leads that came in each week or month, how many sales had accepted after so many weeks. */
export async function cohorts({ db, scope, now }: Frame): Promise<Cohorts> {
  const step = now.period.to - now.period.from > longestByWeek ? 'month' : 'week';
  const rows = await countArrivals(db, scope, now);
  return {
    step,
    stage: acceptedStages[0],
    cohorts: [...Map.groupBy(rows, ({ day }) => beginOf(day, step))].map(([from, of]) => {
      const last = Math.min(endOf(from, step), now.period.to);
      // As many weeks as the last one to come has had.
      const weeks = Math.max(0, Math.floor((now.end - last) / WEEK));
      const within = (week: number) =>
        of.reduce((sum, row) => sum + (row.week !== null && row.week < week ? row.leads : 0), 0);
      return {
        from,
        leads: of.reduce((sum, { leads }) => sum + leads, 0),
        reached: Array.from({ length: weeks }, (_, n) => within(n + 1)),
      };
    }),
  };
}

/** How far the leads that came in the period have got, each counted at every stage up to its furthest. */
export async function lifecycleFunnel({ db, scope, now }: Frame): Promise<FunnelStep[]> {
  const rows = await countArrivals(db, scope, now);
  return steps(
    lifecycleStages.map((id, at) => ({
      id,
      count: rows
        .filter(({ stage }) => lifecycleStages.indexOf(stage as (typeof lifecycleStages)[number]) >= at)
        .reduce((sum, { leads }) => sum + leads, 0),
    })),
  );
}

/**
 * How many of those enrolled in the period were sent each email, and reached the goal so far. Where a track branches,
 * what it drops off is also who took another way.
 */
export async function trackFunnel(
  { db, scope, now }: Frame,
  track: string,
  emailSteps: readonly string[],
): Promise<FunnelStep[]> {
  const { enrolled, goal, steps: sent } = await countTrackSteps(db, scope, track, now);
  const gone = [...sent.keys()].filter((id) => !emailSteps.includes(id)).sort();
  return [
    ...steps([
      { id: 'enrolled', count: enrolled },
      ...[...emailSteps, ...gone].map((id) => ({ id, count: sent.get(id) ?? 0 })),
    ]),
    { id: 'goal', count: goal, dropOff: null },
  ];
}

function steps(counts: readonly { id: string; count: number }[]): FunnelStep[] {
  return counts.map(({ id, count }, at) => {
    const before = counts[at - 1]?.count ?? 0;
    return { id, count, dropOff: before < minimumSample ? null : Math.max(0, 1 - count / before) };
  });
}

/** When the week (from Monday) or month of a day begins, ms; the first day of all was a Thursday. */
function beginOf(day: number, step: 'week' | 'month'): number {
  if (step === 'week') return (day - ((((day + 3) % 7) + 7) % 7)) * DAY;
  const date = new Date(day * DAY);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

function endOf(from: number, step: 'week' | 'month'): number {
  if (step === 'week') return from + WEEK;
  const date = new Date(from);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}
