import type { Scalar } from '../program/condition/ast.ts';
import type { Policies } from '../program/schema.ts';
import type { Instant } from './types.ts';

type QuietHours = NonNullable<Policies['quietHours']>;

/**
 * When the quiet hours that `at` falls in end, else undefined. The hours are those of a clock on the wall in the first
 * of the zones that exists, UTC failing all, so they move with daylight saving time; an end that the clock skips is
 * the first instant after the gap, one that it shows twice is the first of the two. `from` = `to`: none.
 */
export function quietUntil(
  at: Instant,
  { from, to }: QuietHours,
  zones: readonly (Scalar | undefined)[],
): Instant | undefined {
  const local = inFirstKnownZone(at, zones);
  const quiet = from <= to ? local.hour >= from && local.hour < to : local.hour >= from || local.hour < to;
  if (!quiet) return undefined;
  // A day that skips or repeats hours may put the end before now: then it is tomorrow's.
  const today = endOn(local, to);
  return today > at ? today : endOn(local.add({ days: 1 }), to);
}

function endOn(day: Temporal.ZonedDateTime, hour: number): Instant {
  return day.with(
    { hour, minute: 0, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 },
    { offset: 'ignore' },
  ).epochMilliseconds;
}

function inFirstKnownZone(at: Instant, zones: readonly (Scalar | undefined)[]): Temporal.ZonedDateTime {
  const instant = Temporal.Instant.fromEpochMilliseconds(at);
  for (const zone of zones) {
    if (typeof zone !== 'string' || zone === '') continue;
    try {
      return instant.toZonedDateTimeISO(zone);
    } catch {
      // No zone of that name: Temporal has no other way to ask.
    }
  }
  return instant.toZonedDateTimeISO('UTC');
}
