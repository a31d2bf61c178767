import { bucketOf, type FeatureCounts, type FeatureSpec, windowLength } from './features.ts';
import { spanOf, spanWith } from './spans.ts';

/** The feature of two histories put together, as of `now`: exactly what adding the events of both one by one gives. */
export function addFeatures(
  a: FeatureCounts | undefined,
  b: FeatureCounts,
  now: number,
  spec: FeatureSpec,
): { total: number; buckets: Record<string, number> } {
  const buckets: Record<string, number> = {};
  const total = (a?.total ?? 0) + b.total;
  if (spec.unit === 'total' || spec.days === undefined) return { total, buckets };
  const oldest = bucketOf(now, spec.unit) - windowLength(spec.unit, spec.days) + 1;
  for (const counts of [a?.buckets ?? {}, b.buckets]) {
    for (const bucket in counts) {
      if (Number(bucket) < oldest) continue;
      const value = counts[bucket] as number;
      const before = buckets[bucket];
      buckets[bucket] = spec.keeps === 'span' ? spanOfBoth(before, value) : (before ?? 0) + value;
      if (spec.keeps !== 'span' && buckets[bucket] === 0) delete buckets[bucket];
    }
  }
  return { total, buckets };
}

function spanOfBoth(a: number | undefined, b: number): number {
  const { first, last } = spanOf(b);
  return spanWith(spanWith(a, first), last);
}
