import { resolveTimeZone } from '../../../engine/program/time-zone.ts';

/** For how long sales may put a notice off: the value of a menu's option, and what it says. */
export const snoozes = [
  { days: 1, words: 'until tomorrow' },
  { days: 3, words: 'for 3 days' },
  { days: 7, words: 'for a week' },
] as const;

const morning = 9;

/** Nine in the morning, so many days on, where the person is; in UTC where that is not known. */
export function snoozedUntil(days: number, now: number, timeZone: string | null | undefined): number {
  const zone = resolveTimeZone(timeZone ?? '') ?? 'UTC';
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  const then = today.add({ days }).toZonedDateTime({ timeZone: zone, plainTime: { hour: morning } });
  return then.epochMilliseconds;
}
