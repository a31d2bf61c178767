/** A share with what it is a share of. */
export interface Rate {
  numerator: number;
  denominator: number;
  /** numerator / denominator, 0-1; null when the denominator is below `minimumSample`: not enough data to say. */
  rate: number | null;
  /** 95 % Wilson score interval, 0-1; null with `rate`. */
  low: number | null;
  high: number | null;
}

/** Below this many a rate is not shown: its interval would span tens of points. */
export const minimumSample = 30;

/** Two-sided 95 %. */
const z = 1.959964;

/** Wilson score interval (Wilson 1927), which stays within 0-1 and holds for small counts. */
export function rateOf(numerator: number, denominator: number): Rate {
  if (denominator < minimumSample) return { numerator, denominator, rate: null, low: null, high: null };
  const p = numerator / denominator;
  const scale = 1 + z ** 2 / denominator;
  const centre = (p + z ** 2 / (2 * denominator)) / scale;
  const half = (z / scale) * Math.sqrt((p * (1 - p)) / denominator + z ** 2 / (4 * denominator ** 2));
  return {
    numerator,
    denominator,
    rate: p,
    // At the ends the bound is exact; computed, it misses by a rounding error.
    low: numerator === 0 ? 0 : centre - half,
    high: numerator === denominator ? 1 : centre + half,
  };
}
