import { TrellisError } from '../../../db/errors.ts';
import { dayMs } from '../../program/duration.ts';
import type { Period } from '../period.ts';

/** A trend asks for each month by itself. */
const longestMs = 3_660 * dayMs;
/** Further away the database knows no days. */
const latest = Date.UTC(2200);

/** Throws `period.empty`, `period.too_long`. */
export function assertPeriod({ from, to }: Period): void {
  if (from >= to)
    throw new TrellisError('period.empty', 'The period ends before it begins; give from before to.');
  if (to - from > longestMs || from < 0 || to > latest)
    throw new TrellisError('period.too_long', 'Ask about ten years at most, between 1970 and 2199.');
}
