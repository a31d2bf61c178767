import { twoSided, usualConfidence } from './distributions.ts';

/** So many of so many. */
export interface Share {
  numerator: number;
  denominator: number;
}

/** Both ends belong to it. */
export interface Interval {
  low: number;
  high: number;
}

/** A share with what it is a share of. */
export interface Rate extends Share {
  /** numerator / denominator, 0-1; null when the denominator is below `minimumSample`: not enough data to say. */
  rate: number | null;
  /** 95 % Wilson score interval, 0-1; null with `rate`. */
  low: number | null;
  high: number | null;
}

/** Below this many a rate is not shown: its interval would span tens of points. */
export const minimumSample = 30;

/** A rate with its interval, or none where there are too few to say. */
export function rateOf(numerator: number, denominator: number): Rate {
  if (denominator < minimumSample) return { numerator, denominator, rate: null, low: null, high: null };
  const interval = wilsonInterval({ numerator, denominator });
  return { numerator, denominator, rate: numerator / denominator, ...interval };
}

/**
 * The score interval of a share, 0-1, which stays within 0-1 and holds for small counts; of none it is all of 0-1.
 * Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22.
 */
export function wilsonInterval({ numerator, denominator }: Share, confidence = usualConfidence): Interval {
  if (denominator === 0) return { low: 0, high: 1 };
  const z = twoSided(confidence);
  const p = numerator / denominator;
  const scale = 1 + z ** 2 / denominator;
  const centre = (p + z ** 2 / (2 * denominator)) / scale;
  const half = (z / scale) * Math.sqrt((p * (1 - p)) / denominator + z ** 2 / (4 * denominator ** 2));
  return {
    // At the ends the bound is exact; computed, it misses by a rounding error.
    low: numerator === 0 ? 0 : centre - half,
    high: numerator === denominator ? 1 : centre + half,
  };
}
