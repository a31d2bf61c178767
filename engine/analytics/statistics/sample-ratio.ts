import { chiSquareP } from './distributions.ts';

/** So unlikely a sharing out is an alarm: a right one sets it off once in a thousand looks. */
export const ratioAlarm = 0.001;

/** Before so many are expected in the least arm chi-square says nothing. */
const leastExpected = 5;

export interface SampleRatio {
  chiSquare: number;
  /** That the arms came out as they did by chance alone. */
  p: number;
  /** Something shares leads out other than planned, or loses some: no figure of the experiment can be trusted. */
  mismatch: boolean;
}

/**
 * Whether as many came into each arm as its weight says, by Pearson's chi-square; not before five are expected in each.
 * Fabijan et al. (2019), Diagnosing sample ratio mismatch in online controlled experiments, KDD.
 */
export function sampleRatio(arms: readonly { count: number; weight: number }[]): SampleRatio {
  const total = arms.reduce((sum, { count }) => sum + count, 0);
  const weights = arms.reduce((sum, { weight }) => sum + weight, 0);
  const fewest = Math.min(...arms.map(({ weight }) => (total * weight) / weights));
  if (fewest < leastExpected || arms.length < 2) return { chiSquare: 0, p: 1, mismatch: false };
  const chiSquare = arms.reduce((sum, { count, weight }) => {
    const expected = (total * weight) / weights;
    return sum + (count - expected) ** 2 / expected;
  }, 0);
  const p = chiSquareP(chiSquare, arms.length - 1);
  return { chiSquare, p, mismatch: p < ratioAlarm };
}
