import type { Scalar } from '../../program/condition/ast.ts';
import type { Instant } from '../types.ts';

/** The clock on the wall in the first of the zones that exists, UTC failing all. */
export function inFirstKnownZone(
  at: Instant,
  zones: readonly (Scalar | undefined)[],
): Temporal.ZonedDateTime {
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
