import { dayMs } from '../../program/duration.ts';
import { compareShares } from '../statistics/compare-shares.ts';
import { differenceOf } from '../statistics/newcombe.ts';
import { sequentialShares } from '../statistics/sequential-shares.ts';
import type { Share } from '../statistics/wilson.ts';
import { lookAlways, lookOnce } from './alpha.ts';
import type { Counted } from './cumulate.ts';
import type { Comparison } from './types.ts';

/** An arm and the control, by the same days. */
export interface Sides {
  days: readonly number[];
  arm: readonly Counted[];
  control: readonly Counted[];
}

/**
 * How an arm does against the control by a share: looked at once, at the place `planned` of the days (-1: not yet), and
 * after every day. With several arms all p and intervals are by Bonferroni, each arm having its part of the 5 %.
 */
export function compareArms(
  { days, arm, control }: Sides,
  { planned, perArm, others }: { planned: number; perArm: number; others: number },
): Comparison {
  const confidence = 1 - 0.05 / others;
  const [armNow, controlNow] = [shareOf(arm.at(-1)), shareOf(control.at(-1))];
  const peeks = sequentialShares(
    days.map((_, at) => ({ arm: shareOf(arm[at]), control: shareOf(control[at]) })),
    { perArm, confidence },
  );
  const peek = peeks.at(-1);
  const looked = { arm: shareOf(arm[planned]), control: shareOf(control[planned]) };
  const once = planned < 0 ? null : compareShares(looked.arm, looked.control) * others;
  const always = (peek?.p ?? 1) * others;
  const isOnce = once !== null && once <= lookOnce;
  const isAlways = always <= lookAlways;
  const shownBy = isOnce ? differenceOf(looked.arm, looked.control, confidence) : peek;
  const now = differenceOf(armNow, controlNow, confidence);
  return {
    // What shows the difference is what is said of it: the leads of the day that was planned, or all looks together.
    ...((isOnce || isAlways) && shownBy
      ? pick(shownBy)
      : now
        ? pick(now)
        : { difference: null, low: null, high: null }),
    p: once === null ? null : Math.min(1, once),
    alwaysValid: peek ? { p: Math.min(1, always), low: peek.low, high: peek.high } : null,
    byDay: peeks.flatMap(({ difference, low, high }, at) =>
      shareOf(arm[at]).denominator > 0 && shareOf(control[at]).denominator > 0
        ? [{ at: ((days[at] ?? 0) + 1) * dayMs, difference, low, high }]
        : [],
    ),
    shown: (isOnce || isAlways) && shownBy ? (shownBy.difference > 0 ? 'better' : 'worse') : null,
  };
}

export function shareOf(counted: Counted | undefined): Share {
  return { numerator: counted?.done ?? 0, denominator: counted?.matured ?? 0 };
}

function pick({ difference, low, high }: { difference: number; low: number; high: number }) {
  return { difference, low, high };
}
