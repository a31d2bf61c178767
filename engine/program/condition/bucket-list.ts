import type { FeatureCounts } from './features.ts';

/** The buckets of a feature as two arrays of one length, in ascending order of bucket number. */
export interface BucketList {
  readonly numbers: readonly number[];
  readonly counts: readonly number[];
}

// Several conditions ask the same feature within one decision, and walking an object by keys is slow: 60 ns a bucket.
const lists = new WeakMap<FeatureCounts, BucketList>();

/** The buckets in order. Features are never changed in place, so the list is kept with the feature. */
export function bucketList(feature: FeatureCounts): BucketList {
  const known = lists.get(feature);
  if (known !== undefined) return known;
  const numbers: number[] = [];
  const counts: number[] = [];
  // Objects keep whole numbers in ascending order.
  for (const bucket in feature.buckets) {
    numbers.push(Number(bucket));
    counts.push(feature.buckets[bucket] as number);
  }
  const list = { numbers, counts };
  lists.set(feature, list);
  return list;
}
