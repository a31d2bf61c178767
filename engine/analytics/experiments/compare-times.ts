import { logRank } from '../statistics/log-rank.ts';
import type { Waited } from '../statistics/survival.ts';
import { lookOnce } from './alpha.ts';
import type { Comparison } from './types.ts';

/**
 * How an arm does against the control by how long it takes, looked at once, on the day that was planned; null: it has
 * not come. There is no test here that allows for more looks.
 */
export function compareTimes(
  looked: { arm: readonly Waited[]; control: readonly Waited[] } | null,
  others: number,
): Comparison {
  const found = looked && logRank(looked.arm, looked.control);
  const p = looked ? Math.min(1, (found?.p ?? 1) * others) : null;
  const isShown = found !== null && p !== null && p <= lookOnce;
  return {
    difference: null,
    low: null,
    high: null,
    p,
    alwaysValid: null,
    byDay: [],
    // More done by then than if both were alike: it goes faster.
    shown: isShown ? (found.done > found.expected ? 'better' : 'worse') : null,
  };
}
