import {
  bucketLength,
  bucketOf,
  type FeatureCounts,
  type SequenceCondition,
  sequenceFeatures,
  type WindowUnit,
  windowLength,
} from './features.ts';
import { spanOf } from './spans.ts';
import type { View } from './view.ts';

const DAY = 86_400_000;

/**
 * When the sequence ceases to hold if nothing happens any more; undefined when it does not hold now.
 *
 * The first and last instants of each bucket are enough. The first events reach as far as 24 h or more after
 * themselves, which is more than a bucket is long: of the instants of a bucket, the first or the last follows one of
 * them when any does, and of a day of them, the first or the last is followed when any is.
 */
export function sequenceUntil(c: SequenceCondition, view: View): number | undefined {
  const { first, second } = sequenceFeatures(c);
  const firsts = view.feature(first.key);
  const seconds = view.feature(second.key);
  if (!firsts || !seconds) return undefined;
  const begun = instantsOf(firsts);
  const unit = second.unit as WindowUnit;
  const length = bucketLength(unit);
  const newest = bucketOf(view.now, unit);
  const window = windowLength(unit, c.days ?? (second.days as number));
  const reach = c.withinDays * DAY;
  const { buckets } = seconds;
  for (let i = buckets.length - 2; i >= 0; i -= 2) {
    const bucket = buckets[i] as number;
    if (bucket <= newest - window) return undefined;
    if (bucket > newest) continue;
    const span = spanOf(buckets[i + 1] as number);
    if (
      follows(bucket * length + span.last, begun, reach) ||
      follows(bucket * length + span.first, begun, reach)
    )
      return (bucket + window) * length;
  }
  return undefined;
}

/** Whether one of the instants, which ascend, is before this one and at most `reach` before it. */
function follows(instant: number, begun: readonly number[], reach: number): boolean {
  let low = 0;
  let high = begun.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((begun[middle] as number) < instant) low = middle + 1;
    else high = middle;
  }
  return low > 0 && (begun[low - 1] as number) >= instant - reach;
}

const instants = new WeakMap<FeatureCounts, readonly number[]>();

/** First and last of each day, ascending. Features are never changed in place, so they are kept with the feature. */
function instantsOf(feature: FeatureCounts): readonly number[] {
  const known = instants.get(feature);
  if (known !== undefined) return known;
  const { buckets } = feature;
  const all: number[] = [];
  for (let i = 0; i < buckets.length; i += 2) {
    const bucket = buckets[i] as number;
    const { first, last } = spanOf(buckets[i + 1] as number);
    all.push(bucket * DAY + first, bucket * DAY + last);
  }
  instants.set(feature, all);
  return all;
}
