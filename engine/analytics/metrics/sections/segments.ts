import type { Waited } from '../../statistics/survival.ts';
import { timesOf } from '../../statistics/survival.ts';
import type { Comparisons } from '../comparisons.ts';
import type { Against, SegmentFigures } from '../dashboard.ts';
import type { MetricId } from '../definitions.ts';
import type { Frame } from '../frame.ts';
import { figure, type Measured, mean, share, wait } from '../measured.ts';
import { added, piecesOf, sampleOf } from '../samples.ts';
import { countRows } from '../sql/count-rows.ts';
import { countWaits } from '../sql/count-waits.ts';
import { sumDeals } from '../sql/sum-deals.ts';

/** How segments differ from the leads outside of them: time from MQL to SQL, pieces per stay, progression, deal size. */
export async function segments({ db, scope, now, comparisons }: Frame): Promise<SegmentFigures[]> {
  const stays = { period: now.period, kind: 'journey' } as const;
  const allStays = await countRows(db, 'daily_stays', scope, stays);
  const staysBySegment = await countRows(db, 'daily_stays', scope, { ...stays, by: 'segment' });
  const allWaits = (await countWaits(db, scope, now, 'nurtured')).filter(({ part }) => part === 'yes');
  const parts = [
    compared('time_in_nurture', await countWaits(db, scope, now, 'segment'), allWaits, waitOf, fewerWaits),
    compared('pieces', staysBySegment, allStays, piecesOf),
    compared('progression', staysBySegment, allStays, progressionOf),
    compared('deal_size', await sumDeals(db, scope, now, 'segment'), await sumDeals(db, scope, now), dealsOf),
  ];
  const names = new Set(parts.flatMap(({ segments }) => segments));
  return [...names].sort().map((segment) => ({
    segment,
    figures: parts.map(({ of }) => of(segment, comparisons)),
  }));
}

const waitOf = (rows: readonly Waited[]) => wait(rows, 24);
const progressionOf = (rows: readonly { advanced: number; entered: number }[]) =>
  share(added(rows, 'advanced'), added(rows, 'entered'));
const dealsOf = (rows: readonly { valued: number; sum: number; squares: number }[]) =>
  mean(sampleOf(added(rows, 'valued'), added(rows, 'sum'), added(rows, 'squares')));

/** One metric for each segment, against what is left of all without it. */
function compared<R extends { part: string }>(
  metric: MetricId,
  rows: readonly R[],
  all: readonly R[],
  measure: (rows: readonly R[]) => Measured,
  without: (all: readonly R[], part: readonly R[]) => readonly R[] = fewer,
) {
  const bySegment = Map.groupBy(rows, ({ part }) => part);
  return {
    segments: [...bySegment.keys()],
    of(segment: string, comparisons: Comparisons) {
      const mine = bySegment.get(segment) ?? [];
      const [inside, outside] = [measure(mine), measure(without(all, mine))];
      const difference = inside.minus(outside);
      const against: Against = {
        value: outside.value,
        denominator: outside.denominator,
        difference: difference?.difference ?? null,
        clear: false,
      };
      comparisons.add(difference?.p ?? null, (clear) => {
        against.clear = clear;
      });
      return { ...figure(metric, inside), against };
    },
  };
}

/** Numbers that are added up: those of the part are taken away as further rows below nothing. */
function fewer<R extends object>(all: readonly R[], part: readonly R[]): readonly R[] {
  const negative = (row: R) =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [key, typeof value === 'number' ? -value : value]),
    ) as R;
  return [...all, ...part.map(negative)];
}

/** Waits are taken away time by time. */
function fewerWaits<R extends Waited>(all: readonly R[], part: readonly R[]): readonly R[] {
  const left = timesOf([
    ...all,
    ...part.map(({ time, done, waiting }) => ({ time, done: -done, waiting: -waiting })),
  ]);
  return left.filter(({ done, waiting }) => done + waiting > 0) as R[];
}
