import { type FeatureSpec, mergeFeatures, windowLength } from './features.ts';

/**
 * Bytes that all counts, sums and spans of a program may take up in a lead's state at worst: as much as the rest of
 * it. The worst is something in every bucket of every window; a lead that is active now and then takes a tenth of it.
 */
export const FEATURE_ROOM = 65_536;

/** Bytes of a bucket as JSON: its number and what is kept of it, a comma after each. */
const bucketBytes = { count: 12, sum: 22, span: 25 };
/** Bytes of the rest: the key, the total and the punctuation. */
const ownBytes = 64;

/** What these features take up at worst, each counted once. */
export function worstBytes(specs: Iterable<FeatureSpec>): number {
  let bytes = 0;
  for (const { keeps = 'count', unit, days } of mergeFeatures(specs)) {
    const buckets = unit === 'total' || days === undefined ? 0 : windowLength(unit, days);
    bytes += ownBytes + buckets * bucketBytes[keeps];
  }
  return bytes;
}
