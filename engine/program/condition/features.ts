import { canonicalJson } from '../../../db/canonical.ts';
import { walkCondition } from '../walk-condition.ts';
import { thousandthsOf } from './amounts.ts';
import type { Condition, Occurrence, Scalar } from './ast.ts';
import { type Buckets, bucketsSince, placeOf, setBucket } from './buckets.ts';
import { limits } from './limits.ts';
import { evaluateProperties } from './properties.ts';
import { spanWith } from './spans.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Windows up to this many days are made of hours, longer ones of UTC days. */
const LONGEST_HOURLY_WINDOW = 7;

/** How a fragment's events are bucketed: `total` keeps no buckets, for counts over the whole history. */
export type BucketUnit = 'hour' | 'day' | 'total';
export type WindowUnit = Exclude<BucketUnit, 'total'>;

/**
 * What is kept of one fragment, by bucket; the same shape as `Feature` in engine/core/types.ts. Counts: how many, and
 * how many in each bucket. Sums: thousandths, likewise; a bucket that comes to 0 is dropped. Spans: how many, and the
 * first and last instant of each bucket (see spans.ts). Never changed in place.
 */
export interface FeatureCounts {
  readonly total: number;
  readonly buckets: Buckets;
}

/** What a lead must keep: of the events of this name that satisfy `where`, as far back as `days`. */
export interface FeatureSpec {
  /** 64-bit hash of (what is kept, unit, event, canonical `where`), 16 hex digits. Independent of the window's width. */
  readonly key: string;
  /** Counts when absent. */
  readonly keeps?: 'sum' | 'span';
  /** What is summed. */
  readonly property?: string;
  readonly event: string;
  readonly where?: Condition;
  readonly unit: BucketUnit;
  /** The widest window in use, in days; absent exactly when the unit is `total`. */
  readonly days?: number;
}

export type CountCondition = Extract<Condition, { op: 'count' }>;
export type SumCondition = Extract<Condition, { op: 'sum' }>;
export type SequenceCondition = Extract<Condition, { op: 'sequence' }>;

/** What happens to a lead, as features look at it. */
export interface Happened {
  readonly name: string;
  readonly occurredAt: number;
  readonly properties: Readonly<Record<string, Scalar>>;
}

/** The unit of the buckets that a window of so many days is made of. */
export function bucketUnit(days: number | undefined): BucketUnit {
  return days === undefined ? 'total' : windowUnit(days);
}

/** The same where there is a window. */
export function windowUnit(days: number): WindowUnit {
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

/** The first bucket of the window that ends with the bucket of `now`. */
export function oldestBucket(now: number, unit: WindowUnit, days: number): number {
  return bucketOf(now, unit) - windowLength(unit, days) + 1;
}

/** Number of the bucket that an instant (ms since the epoch) falls in, counted from the epoch in UTC. */
export function bucketOf(instant: number, unit: WindowUnit): number {
  return Math.floor(instant / bucketLength(unit));
}

// Conditions live as long as their program; remembering specs keeps hashing out of evaluation.
const ofCount = new WeakMap<CountCondition | SumCondition, FeatureSpec>();
const ofSequence = new WeakMap<SequenceCondition, { first: FeatureSpec; second: FeatureSpec }>();

/** Where the counts, or the sums, of this leaf are found in a lead's features. */
export function featureKey(c: CountCondition | SumCondition): string {
  return featureOf(c).key;
}

function featureOf(c: CountCondition | SumCondition): FeatureSpec {
  const known = ofCount.get(c);
  if (known !== undefined) return known;
  const { event, where, days } = c;
  const unit = bucketUnit(days);
  const summed = c.op === 'sum' ? ({ keeps: 'sum', property: c.property } as const) : undefined;
  const name = summed ? `sum ${unit} ${event}.${summed.property}` : `${unit} ${event}`;
  const spec = {
    key: keyOf(name, where),
    event,
    unit,
    ...summed,
    ...(where && { where }),
    ...(days !== undefined && { days }),
  };
  ofCount.set(c, spec);
  return spec;
}

/**
 * The spans that a sequence needs. The second event's are in the buckets of the window; those of the first, which
 * may be so many days before it, in days always: that is enough (see sequence.ts).
 */
export function sequenceFeatures(c: SequenceCondition): { first: FeatureSpec; second: FeatureSpec } {
  const known = ofSequence.get(c);
  if (known !== undefined) return known;
  const days = c.days ?? limits.sequenceDays;
  const spec = ({ event, where }: Occurrence, unit: WindowUnit, width: number): FeatureSpec => ({
    key: keyOf(`span ${unit} ${event}`, where),
    keeps: 'span',
    event,
    unit,
    ...(where && { where }),
    days: width,
  });
  const specs = {
    first: spec(c.first, 'day', days + c.withinDays + 1),
    second: spec(c.second, windowUnit(days), days),
  };
  ofSequence.set(c, specs);
  return specs;
}

/** The features a condition needs, one per key, each as wide as its widest window. Sorted by key. */
export function featuresOf(c: Condition): FeatureSpec[] {
  const specs: FeatureSpec[] = [];
  for (const node of walkCondition(c)) {
    if (node.op === 'count' || node.op === 'sum') specs.push(featureOf(node));
    else if (node.op === 'sequence') specs.push(...Object.values(sequenceFeatures(node)));
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

/** Whether an event is one that the feature counts, or adds up. */
export function countsEvent(spec: FeatureSpec, event: Omit<Happened, 'occurredAt'>): boolean {
  return event.name === spec.event && (!spec.where || evaluateProperties(spec.where, event.properties));
}

/**
 * The feature with one more event. A late event lands in its own bucket; buckets that have left the widest window
 * by `now` are dropped, so the result depends on which events there were and on the last `now`, not on their order.
 */
export function addToFeature(
  feature: FeatureCounts | undefined,
  { occurredAt, properties }: Omit<Happened, 'name'>,
  now: number,
  spec: FeatureSpec,
): FeatureCounts {
  const added = spec.property === undefined ? 1 : thousandthsOf(properties[spec.property]);
  const total = (feature?.total ?? 0) + added;
  if (spec.unit === 'total' || spec.days === undefined) return { total, buckets: [] };
  const oldest = oldestBucket(now, spec.unit, spec.days);
  const buckets = bucketsSince(feature?.buckets ?? [], oldest);
  const bucket = bucketOf(occurredAt, spec.unit);
  if (bucket < oldest) return { total, buckets };
  const place = placeOf(buckets, bucket);
  const before = buckets[place] === bucket ? buckets[place + 1] : undefined;
  if (spec.keeps === 'span') {
    setBucket(buckets, place, bucket, spanWith(before, occurredAt - bucket * bucketLength(spec.unit)));
  } else {
    setBucket(buckets, place, bucket, (before ?? 0) + added || undefined);
  }
  return { total, buckets };
}

function keyOf(name: string, where: Condition | undefined): string {
  return hash64(`${name} ${where ? canonicalJson(where) : ''}`);
}

/** FNV-1a over UTF-16 units, 64 bits, as 16 hex digits. Names things; it is no protection against a forger. */
function hash64(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}
