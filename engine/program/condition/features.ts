import { canonicalJson } from '../../../db/canonical.ts';
import { walkCondition } from '../walk-condition.ts';
import type { Condition, Scalar } from './ast.ts';
import { evaluateProperties } from './properties.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Windows up to this many days are made of hours, longer ones of UTC days. */
const LONGEST_HOURLY_WINDOW = 7;

/** How a fragment's events are bucketed: `total` keeps no buckets, for counts over the whole history. */
export type BucketUnit = 'hour' | 'day' | 'total';
export type WindowUnit = Exclude<BucketUnit, 'total'>;

/** Bucketed counts of one fragment; the same shape as `Feature` in engine/core/types.ts. */
export interface FeatureCounts {
  readonly total: number;
  readonly buckets: Readonly<Record<string, number>>;
}

/** What a lead must keep counts of: the events of this name that satisfy `where`, as far back as `days`. */
export interface FeatureSpec {
  /** 64-bit hash of (unit, event, canonical `where`), 16 hex digits. Independent of the window's width. */
  readonly key: string;
  readonly event: string;
  readonly where?: Condition;
  readonly unit: BucketUnit;
  /** The widest window in use, in days; absent exactly when the unit is `total`. */
  readonly days?: number;
}

export type CountCondition = Extract<Condition, { op: 'count' }>;

/** The unit of the buckets that a window of so many days is made of. */
export function bucketUnit(days: number | undefined): BucketUnit {
  if (days === undefined) return 'total';
  return days <= LONGEST_HOURLY_WINDOW ? 'hour' : 'day';
}

/** Milliseconds in a bucket. */
export function bucketLength(unit: WindowUnit): number {
  return unit === 'hour' ? HOUR : DAY;
}

/** How many buckets a window of so many days has. */
export function windowLength(unit: WindowUnit, days: number): number {
  return unit === 'hour' ? days * 24 : days;
}

/** Number of the bucket that an instant (ms since the epoch) falls in, counted from the epoch in UTC. */
export function bucketOf(instant: number, unit: WindowUnit): number {
  return Math.floor(instant / bucketLength(unit));
}

// Conditions live as long as their program; remembering keys keeps hashing out of evaluation.
const keys = new WeakMap<CountCondition, string>();

/** Where the counts of this leaf are found in a lead's features. */
export function featureKey(count: CountCondition): string {
  const known = keys.get(count);
  if (known !== undefined) return known;
  const key = hash64(
    `${bucketUnit(count.days)} ${count.event} ${count.where ? canonicalJson(count.where) : ''}`,
  );
  keys.set(count, key);
  return key;
}

/** The features a condition needs, one per key, each as wide as its widest window. Sorted by key. */
export function featuresOf(c: Condition): FeatureSpec[] {
  const specs: FeatureSpec[] = [];
  for (const node of walkCondition(c)) {
    if (node.op !== 'count') continue;
    const { event, where, days } = node;
    specs.push({
      key: featureKey(node),
      event,
      unit: bucketUnit(days),
      ...(where && { where }),
      ...(days !== undefined && { days }),
    });
  }
  return mergeFeatures(specs);
}

/** One spec per key with the widest window wins. Sorted by key, so that the order of conditions does not matter. */
export function mergeFeatures(specs: Iterable<FeatureSpec>): FeatureSpec[] {
  const widest = new Map<string, FeatureSpec>();
  for (const spec of specs) {
    const other = widest.get(spec.key);
    if (!other || (spec.days ?? 0) > (other.days ?? 0)) widest.set(spec.key, spec);
  }
  return [...widest.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Whether an event is one that the feature counts. */
export function countsEvent(
  spec: FeatureSpec,
  event: { readonly name: string; readonly properties: Readonly<Record<string, Scalar>> },
): boolean {
  return event.name === spec.event && (!spec.where || evaluateProperties(spec.where, event.properties));
}

/**
 * The feature with one more event. A late event lands in its own bucket; buckets that have left the widest window
 * by `now` are dropped, so the result depends on which events there were and on the last `now`, not on their order.
 */
export function addToFeature(
  feature: FeatureCounts | undefined,
  occurredAt: number,
  now: number,
  spec: FeatureSpec,
): { total: number; buckets: Record<string, number> } {
  const total = (feature?.total ?? 0) + 1;
  const buckets: Record<string, number> = {};
  if (spec.unit === 'total' || spec.days === undefined) return { total, buckets };
  const oldest = bucketOf(now, spec.unit) - windowLength(spec.unit, spec.days) + 1;
  if (feature) {
    for (const bucket in feature.buckets) {
      if (Number(bucket) >= oldest) buckets[bucket] = feature.buckets[bucket] as number;
    }
  }
  const bucket = bucketOf(occurredAt, spec.unit);
  if (bucket >= oldest) buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  return { total, buckets };
}

/** FNV-1a over UTF-16 units, 64 bits, as 16 hex digits. Names things; it is no protection against a forger. */
function hash64(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}
