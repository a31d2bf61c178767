import { LANES } from '../../../db/lanes.ts';

/** Lanes that are worked off together, both ends included. */
export interface LaneRange {
  from: number;
  to: number;
}

/**
 * All lanes in so many parts that each has about `each` of the leads. What a run gives is put together in the order of
 * the parts, which depends on the number of leads alone: not on how many threads there are, nor on which is first.
 */
export function laneRanges(leads: number, each: number): LaneRange[] {
  const parts = Math.min(LANES, Math.max(1, Math.ceil(leads / each)));
  const bound = (n: number) => Math.floor((n * LANES) / parts);
  return Array.from({ length: parts }, (_, n) => ({ from: bound(n), to: bound(n + 1) - 1 }));
}
