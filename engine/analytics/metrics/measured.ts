import { compareShares } from '../statistics/compare-shares.ts';
import { logRank } from '../statistics/log-rank.ts';
import { differenceOf } from '../statistics/newcombe.ts';
import { survivalOf, type Waited } from '../statistics/survival.ts';
import { meanOf, type Sample, welch } from '../statistics/welch.ts';
import { minimumSample, rateOf, type Share } from '../statistics/wilson.ts';
import type { Comparisons } from './comparisons.ts';
import { type Definition, definitions, type MetricId } from './definitions.ts';
import type { Before, Figure } from './figure.ts';

/** The value of a figure and what it can be compared by. */
export interface Measured extends Pick<Figure, 'value' | 'numerator' | 'denominator' | 'low' | 'high'> {
  /** Minus another of its kind, and the p that they differ by chance alone; null where one of them says nothing. */
  minus(
    other: Measured,
  ): { difference: number; low: number | null; high: number | null; p: number | null } | null;
}

export function share(numerator: number, denominator: number): Measured {
  const { rate, low, high } = rateOf(numerator, denominator);
  const mine: Share = { numerator, denominator };
  return {
    value: rate,
    ...mine,
    low,
    high,
    minus(other) {
      const difference = differenceOf(mine, other);
      if (rate === null || other.value === null || !difference) return null;
      return { ...difference, p: compareShares(mine, other) };
    },
  };
}

/** How long until half are done, of rows in hours; `perUnit` hours make one unit of the figure. */
export function wait(rows: readonly Waited[], perUnit: number): Measured & { rows: readonly Waited[] } {
  const { median, low, high, done, total } = survivalOf(rows);
  const enough = total >= minimumSample;
  const inUnit = (hours: number | null) => (hours === null || !enough ? null : hours / perUnit);
  return {
    value: inUnit(median),
    numerator: done,
    denominator: total,
    low: inUnit(low),
    high: inUnit(high),
    rows,
    minus(other) {
      if (this.value === null || other.value === null) return null;
      // The difference of two medians has no interval of its own here: the test is of the whole curves.
      const p = logRank(rows, (other as ReturnType<typeof wait>).rows)?.p ?? null;
      return { difference: this.value - other.value, low: null, high: null, p };
    },
  };
}

/** A mean with its interval. The numerator counts what was averaged; the denominator may be the same. */
export function mean(sample: Sample, counts?: Share): Measured & { sample: Sample } {
  const { count, mean: value } = sample;
  const enough = count >= minimumSample;
  const interval = enough ? meanOf(sample) : undefined;
  return {
    value: enough ? value : null,
    ...(counts ?? { numerator: count, denominator: count }),
    // What is averaged is never negative, and the interval of a normal mean does not know.
    low: interval ? Math.max(0, interval.low) : null,
    high: interval ? interval.high : null,
    sample,
    minus(other) {
      const difference = welch(sample, (other as ReturnType<typeof mean>).sample);
      return this.value === null || other.value === null || !difference ? null : difference;
    },
  };
}

/** What is counted or added up, and no estimate of anything: without an interval, compared without a test. */
export function total(value: number, numerator: number, denominator = numerator): Measured {
  return {
    value,
    numerator,
    denominator,
    low: null,
    high: null,
    minus: (other) =>
      other.value === null ? null : { difference: value - other.value, low: null, high: null, p: null },
  };
}

/** The figure of a metric, against the period before when that was measured too. */
export function figure(
  metric: MetricId,
  now: Measured,
  before?: Measured,
  comparisons?: Comparisons,
): Figure {
  const { unit, unreliable }: Definition = definitions[metric];
  const { value, numerator, denominator, low, high } = now;
  const made: Figure = {
    metric,
    value,
    numerator,
    denominator,
    low,
    high,
    unit,
    ...(unreliable && { unreliable }),
  };
  if (before) made.before = against(now, before, comparisons);
  return made;
}

function against(now: Measured, then: Measured, comparisons: Comparisons | undefined): Before {
  const { value, numerator, denominator, low, high } = then;
  const difference = now.minus(then);
  const before: Before = {
    value,
    numerator,
    denominator,
    low,
    high,
    difference: difference?.difference ?? null,
    differenceLow: difference?.low ?? null,
    differenceHigh: difference?.high ?? null,
    clear: false,
  };
  comparisons?.add(difference?.p ?? null, (clear) => {
    before.clear = clear;
  });
  return before;
}
