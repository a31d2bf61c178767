import type { QuietHours } from '../../agent/digests/orders.ts';

/** Where nothing else is said. */
export const usualQuiet: QuietHours = { from: 20 * 60, to: 7 * 60 };

/** The first instant from `now` on at which something may be said, by the clock of the zone. */
export function afterQuiet(quiet: QuietHours | undefined, timeZone: string, now: number): number {
  if (!quiet) return now;
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
  const minute = local.hour * 60 + local.minute;
  const { from, to } = quiet;
  const within = from < to ? minute >= from && minute < to : minute >= from || minute < to;
  if (!within) return now;
  const plainTime = Temporal.PlainTime.from({ hour: Math.floor(to / 60), minute: to % 60 });
  const date = local.toPlainDate().add({ days: from > to && minute >= from ? 1 : 0 });
  return date.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
}
