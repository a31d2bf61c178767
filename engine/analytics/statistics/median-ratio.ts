import type { Interval } from './wilson.ts';

/** A median with its interval, in any unit of time; null where it is open or not known. */
export interface MedianWithin {
  value: number | null;
  low: number | null;
  high: number | null;
}

/**
 * How many times as long one median is as another: the interval by the method of variance estimates recovery on the
 * logarithms, made of the intervals of both. Null where an end of one of them is open, or no time at all.
 * Zou and Donner (2008), Construction of confidence limits about effect measures: a general approach, Statistics in
 * Medicine 27.
 */
export function medianRatio(a: MedianWithin, b: MedianWithin): Interval | null {
  const logs = [a.value, a.low, a.high, b.value, b.low, b.high].map((of) => (of ? Math.log(of) : null));
  if (logs.some((log) => log === null)) return null;
  const [m = 0, low = 0, high = 0, n = 0, from = 0, to = 0] = logs as number[];
  return {
    low: Math.exp(m - n - Math.hypot(m - low, to - n)),
    high: Math.exp(m - n + Math.hypot(high - m, n - from)),
  };
}
