import type { Instant } from '../../core/types.ts';
import { dayMs } from '../../program/duration.ts';
import type { Path } from './figures.ts';

/** The lifecycle stages whose dates are compared. */
const datedStages = ['mql', 'sql'] as const;

/** Of the leads that reach a stage in the period, when they first do. */
export interface StageDates {
  same: number;
  earlier: number;
  later: number;
  /** On the proposed side only, on the base's only. */
  new: number;
  gone: number;
  /** Of those earlier or later, in days with one decimal, negative when earlier; null when there are none. */
  medianDays: number | null;
}

/** The same while it is being counted: `shifts` are leads by tenths of a day, the dates that are not the same. */
export interface DateCounts {
  same: number;
  earlier: number;
  later: number;
  new: number;
  gone: number;
  shifts: Record<string, number>;
}

export type DatesByStage = Record<string, DateCounts>;

const tenth = dayMs / 10;

export function addDates(counts: DatesByStage, base: Path, proposed: Path): void {
  for (const stage of datedStages) {
    const before = reachedAt(base, stage);
    const after = reachedAt(proposed, stage);
    if (before === undefined && after === undefined) continue;
    counts[stage] ??= { same: 0, earlier: 0, later: 0, new: 0, gone: 0, shifts: {} };
    const of = counts[stage];
    if (before === undefined) of.new++;
    else if (after === undefined) of.gone++;
    else if (after === before) of.same++;
    else {
      of[after < before ? 'earlier' : 'later']++;
      const shift = String(Math.round((after - before) / tenth));
      of.shifts[shift] = (of.shifts[shift] ?? 0) + 1;
    }
  }
}

export function datesOf(counts: DatesByStage): Record<string, StageDates> {
  return Object.fromEntries(
    Object.entries(counts).map(([stage, { shifts, ...rest }]) => [
      stage,
      { ...rest, medianDays: medianDays(shifts) },
    ]),
  );
}

function reachedAt({ entries }: Path, stage: string): Instant | undefined {
  return entries.find(({ did, what }) => did === 'lifecycle' && what === stage)?.at;
}

/** The lower of the two in the middle where there are two. */
function medianDays(shifts: Readonly<Record<string, number>>): number | null {
  const counted = Object.entries(shifts)
    .map(([shift, leads]) => [Number(shift), leads] as const)
    .sort(([a], [b]) => a - b);
  let left = Math.ceil(counted.reduce((sum, [, leads]) => sum + leads, 0) / 2);
  for (const [shift, leads] of counted) {
    left -= leads;
    if (left <= 0) return shift / 10;
  }
  return null;
}
