import { lifecycleStages } from '../../../program/schema.ts';
import { DAY } from '../../period.ts';
import { minimumSample } from '../../statistics/wilson.ts';
import type { Cohorts, FunnelStep } from '../dashboard.ts';
import type { Frame } from '../frame.ts';
import { countCohorts } from '../sql/count-cohorts.ts';
import { countFurthest, countTrackSteps } from '../sql/count-funnel.ts';
import { acceptedStages } from '../sql/count-handoffs.ts';

const WEEK = 7 * DAY;
/** Periods longer than this are told by month. */
const longestByWeek = 92 * DAY;

/** Of the leads that came in each week or month, how many sales had accepted after so many weeks. */
export async function cohorts({ db, scope, now }: Frame): Promise<Cohorts> {
  const step = now.period.to - now.period.from > longestByWeek ? 'month' : 'week';
  const rows = await countCohorts(db, scope, now, step, acceptedStages);
  return {
    step,
    stage: acceptedStages[0],
    cohorts: [...Map.groupBy(rows, ({ cohort }) => cohort)].map(([from, of]) => {
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
  const rows = await countFurthest(db, scope, now);
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

function endOf(from: number, step: 'week' | 'month'): number {
  if (step === 'week') return from + WEEK;
  const date = new Date(from);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}
