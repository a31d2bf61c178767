import type { CompiledRule } from '../../program/compile/compile.ts';
import { bucketOf } from '../../program/condition/features.ts';
import type { Instant } from '../types.ts';

export type Period = NonNullable<CompiledRule['cap']>['per'];

/** Number of the UTC day, the week from Monday, or the calendar month that the instant is in; 0 for `ever`. */
export function periodOf(at: Instant, per: Period): number {
  switch (per) {
    case 'day':
      return bucketOf(at, 'day');
    case 'week':
      // Day 0 was a Thursday.
      return Math.floor((bucketOf(at, 'day') + 3) / 7);
    case 'month': {
      const { year, month } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC');
      return year * 12 + month - 1;
    }
    case 'ever':
      return 0;
  }
}
