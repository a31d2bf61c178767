import type { JourneyStage, Policies } from '../../schema.ts';
import type { SalesCycle } from './brief.ts';

/** How long a track of a stage takes, and on which of its days it sends; day 1 is the day of joining. */
export interface StagePace {
  weeks: number;
  days: readonly number[];
}

/**
 * Short: few people decide within 2-8 weeks, so every 3-4 days. Long: education of 6-12 months whose emails come on days
 * 1, 7, 14 and 28 and in weeks 6 and 10, more and more apart. Medium stands between. Complex takes 6-18 months; a
 * committee evaluates longest, since several people have to be convinced one by one. After the purchase the first weeks
 * count, then the habit.
 */
export const paces: Readonly<Record<SalesCycle, Readonly<Record<JourneyStage, StagePace>>>> = {
  short: {
    awareness: { weeks: 3, days: [1, 4, 8, 11, 15, 18] },
    consideration: { weeks: 2, days: [1, 4, 8, 11] },
    decision: { weeks: 2, days: [1, 5, 10] },
    implementation: { weeks: 4, days: [1, 8, 22] },
    advocacy: { weeks: 4, days: [1, 15] },
  },
  medium: {
    awareness: { weeks: 6, days: [1, 8, 15, 22, 29, 36] },
    consideration: { weeks: 5, days: [1, 8, 15, 22, 29] },
    decision: { weeks: 4, days: [1, 8, 18] },
    implementation: { weeks: 8, days: [1, 15, 40] },
    advocacy: { weeks: 8, days: [1, 29] },
  },
  long: {
    awareness: { weeks: 26, days: [1, 7, 14, 28, 42, 70] },
    consideration: { weeks: 12, days: [1, 11, 21, 36, 56] },
    decision: { weeks: 8, days: [1, 14, 30] },
    implementation: { weeks: 13, days: [1, 30, 60] },
    advocacy: { weeks: 13, days: [1, 45] },
  },
  complex: {
    awareness: { weeks: 39, days: [1, 7, 14, 28, 42, 70, 105, 140] },
    consideration: { weeks: 20, days: [1, 14, 28, 49, 77, 105] },
    decision: { weeks: 12, days: [1, 14, 35, 60] },
    implementation: { weeks: 13, days: [1, 30, 60] },
    advocacy: { weeks: 13, days: [1, 45] },
  },
  committee: {
    awareness: { weeks: 26, days: [1, 7, 14, 28, 42, 70] },
    consideration: { weeks: 16, days: [1, 10, 20, 34, 55, 80] },
    decision: { weeks: 12, days: [1, 10, 24, 45] },
    implementation: { weeks: 13, days: [1, 30, 60] },
    advocacy: { weeks: 13, days: [1, 45] },
  },
};

/** The cycle of small companies beside large ones: one to three people decide, so it is a step shorter. */
export const shorter: Readonly<Record<SalesCycle, SalesCycle>> = {
  short: 'short',
  medium: 'short',
  long: 'medium',
  complex: 'long',
  committee: 'long',
};

/**
 * How often at most, where the program does not say: what is sent because of what leads do comes on top of a track's own
 * days. A committee's people sit together, so that all emails to a company count as well.
 */
export function frequency(cycle: SalesCycle): Pick<Policies, 'cap' | 'accountCap' | 'quietHours'> {
  return {
    cap: { count: cycle === 'short' ? 3 : 2, days: 7 },
    quietHours: { from: 21, to: 8 },
    ...(cycle === 'committee' && { accountCap: { count: 8, days: 7 } }),
  };
}
