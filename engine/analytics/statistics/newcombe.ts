import { usualConfidence } from './distributions.ts';
import { type Interval, type Share, wilsonInterval } from './wilson.ts';

/** How much greater one share is than another, in shares: 0.02 is two points. */
export interface Difference extends Interval {
  difference: number;
}

/**
 * `a` minus `b` with the hybrid score interval, made of both Wilson intervals: it stays within -1 and 1 and holds where
 * counts are small or nobody did it. Null when one of them is a share of nothing.
 * Newcombe (1998), Interval estimation for the difference between independent proportions, Statistics in Medicine 17,
 * method 10.
 */
export function differenceOf(a: Share, b: Share, confidence = usualConfidence): Difference | null {
  if (a.denominator === 0 || b.denominator === 0) return null;
  const [p, q] = [a.numerator / a.denominator, b.numerator / b.denominator];
  const [ofA, ofB] = [wilsonInterval(a, confidence), wilsonInterval(b, confidence)];
  const difference = p - q;
  return {
    difference,
    low: difference - Math.hypot(p - ofA.low, ofB.high - q),
    high: difference + Math.hypot(ofA.high - p, q - ofB.low),
  };
}
