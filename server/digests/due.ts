import type { Cadence } from '../../agent/digests/cadence.ts';
import type { Period } from '../../engine/analytics/period.ts';

/** The next instant after `after` at which it is due. A time that the clock skips is taken as soon as it goes on. */
export function nextDue({ every, day, minute }: Cadence, timeZone: string, after: number): number {
  const now = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(timeZone);
  const time = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 });
  const today = now.toPlainDate();
  const at = (date: Temporal.PlainDate) =>
    date.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds;
  if (every === 'week') {
    const date = today.add({ days: (day - today.dayOfWeek + 7) % 7 });
    return at(date) > after ? at(date) : at(date.add({ days: 7 }));
  }
  const inMonth = (first: Temporal.PlainDate) => first.with({ day }, { overflow: 'constrain' });
  const date = inMonth(today.with({ day: 1 }));
  return at(date) > after ? at(date) : at(inMonth(today.with({ day: 1 }).add({ months: 1 })));
}

/**
 * What one that is due then tells of, in whole days of UTC as all figures are: the seven days before it, or the calendar
 * month before it; on the last day of a month that month as far as it went.
 */
export function periodOf(
  { every, day }: Pick<Cadence, 'every' | 'day'>,
  timeZone: string,
  due: number,
): Period {
  const date = Temporal.Instant.fromEpochMilliseconds(due).toZonedDateTimeISO(timeZone).toPlainDate();
  const midnight = (of: Temporal.PlainDate) => Date.UTC(of.year, of.month - 1, of.day);
  if (every === 'week') return { from: midnight(date.subtract({ days: 7 })), to: midnight(date) };
  const first = date.with({ day: 1 });
  if (day === 31) return { from: midnight(first), to: midnight(date) };
  return { from: midnight(first.subtract({ months: 1 })), to: midnight(first) };
}
