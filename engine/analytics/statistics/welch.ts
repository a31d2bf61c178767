import { studentP, studentTwoSided, usualConfidence } from './distributions.ts';
import type { Difference } from './newcombe.ts';
import type { Interval } from './wilson.ts';

/** What a sample of amounts comes down to. */
export interface Sample {
  count: number;
  mean: number;
  /** With count - 1 below the line, as SQL's var_samp. */
  variance: number;
}

export interface MeanDifference extends Difference {
  /** Two-sided. */
  p: number;
  degrees: number;
}

/**
 * How much greater the mean of `a` is than that of `b`, without taking their variances for equal. Null when one of them
 * has fewer than two, or nothing varies.
 * Welch (1947), The generalization of "Student's" problem when several different population variances are involved,
 * Biometrika 34; degrees of freedom by Satterthwaite (1946).
 */
export function welch(a: Sample, b: Sample, confidence = usualConfidence): MeanDifference | null {
  if (a.count < 2 || b.count < 2) return null;
  const [u, v] = [a.variance / a.count, b.variance / b.count];
  if (u + v === 0) return null;
  const degrees = (u + v) ** 2 / (u ** 2 / (a.count - 1) + v ** 2 / (b.count - 1));
  const error = Math.sqrt(u + v);
  const difference = a.mean - b.mean;
  const half = studentTwoSided(confidence, degrees) * error;
  return {
    difference,
    low: difference - half,
    high: difference + half,
    p: studentP(difference / error, degrees),
    degrees,
  };
}

/** The interval of a mean by Student's t, null of fewer than two. */
export function meanOf({ count, mean, variance }: Sample, confidence = usualConfidence): Interval | null {
  if (count < 2) return null;
  const half = studentTwoSided(confidence, count - 1) * Math.sqrt(variance / count);
  return { low: mean - half, high: mean + half };
}
