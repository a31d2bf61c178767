import { bucketsSince } from './buckets.ts';
import { type FeatureCounts, type FeatureSpec, oldestBucket } from './features.ts';
import { spanOf, spanWith } from './spans.ts';

/** The feature of two histories put together, as of `now`: exactly what adding the events of both one by one gives. */
export function addFeatures(
  a: FeatureCounts | undefined,
  b: FeatureCounts,
  now: number,
  spec: FeatureSpec,
): FeatureCounts {
  const total = (a?.total ?? 0) + b.total;
  if (spec.unit === 'total' || spec.days === undefined) return { total, buckets: [] };
  const oldest = oldestBucket(now, spec.unit, spec.days);
  const ours = bucketsSince(a?.buckets ?? [], oldest);
  const theirs = bucketsSince(b.buckets, oldest);
  const buckets: number[] = [];
  // Both ascend: the lower of the two next buckets comes first, and one that both have comes once.
  for (let i = 0, j = 0; i < ours.length || j < theirs.length; ) {
    const bucket = Math.min(ours[i] ?? Number.POSITIVE_INFINITY, theirs[j] ?? Number.POSITIVE_INFINITY);
    const our = ours[i] === bucket ? ours[i + 1] : undefined;
    const their = theirs[j] === bucket ? theirs[j + 1] : undefined;
    if (our !== undefined) i += 2;
    if (their !== undefined) j += 2;
    const value = spec.keeps === 'span' ? spanOfBoth(our, their) : (our ?? 0) + (their ?? 0);
    if (value !== 0 || spec.keeps !== 'sum') buckets.push(bucket, value);
  }
  return { total, buckets };
}

/** One of them is given at least. */
function spanOfBoth(a: number | undefined, b: number | undefined): number {
  if (b === undefined) return a as number;
  const { first, last } = spanOf(b);
  return spanWith(spanWith(a, first), last);
}
