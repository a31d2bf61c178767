import { foldCountry, type LocalRules } from '../../program/compile/compile-guards.ts';
import type { Scalar } from '../../program/condition/ast.ts';
import type { Instant } from '../types.ts';
import { inFirstKnownZone } from './zones.ts';

export interface LocalHold {
  reason: 'holiday' | 'send_window' | 'quiet_hours';
  /** The first instant from then on at which none of the rules holds. */
  until: Instant;
}

/** Where the rules' clock stands: in the first of the zones that exists, UTC failing all. */
export interface Whereabouts {
  zones: readonly (Scalar | undefined)[];
  country: Scalar | undefined;
}

/** Days looked at for an opening; rules that leave none for so long are looked at again then. */
const MOST_DAYS = 1100;

/**
 * Why the clock and the calendar where the lead is keep an email back at this instant. Hours are those of a clock on
 * the wall, so they move with daylight saving time. A beginning that the clock skips is the first instant after the
 * gap; hours that it shows twice count both times.
 */
export function localHold(
  at: Instant,
  rules: LocalRules,
  { zones, country }: Whereabouts,
): LocalHold | undefined {
  const local = inFirstKnownZone(at, zones);
  const land = typeof country === 'string' ? foldCountry(country) : '';
  const reason = reasonAt(local, rules, land);
  return reason && { reason, until: firstOpening(local, rules, land) };
}

function reasonAt(
  local: Temporal.ZonedDateTime,
  { quietHours, window, holidays }: LocalRules,
  country: string,
): LocalHold['reason'] | undefined {
  if (holidays && isHoliday(local.toPlainDate(), holidays, country)) return 'holiday';
  if (window) {
    const minute = local.hour * 60 + local.minute;
    if (minute < window.from || minute >= window.to || !window.days.includes(local.dayOfWeek))
      return 'send_window';
  }
  if (quietHours) {
    const { from, to } = quietHours;
    const { hour } = local;
    // `from` = `to`: none.
    if (from <= to ? hour >= from && hour < to : hour >= from || hour < to) return 'quiet_hours';
  }
  return undefined;
}

/** Rules can let go only where a day, the window or the time after the quiet hours begins, or where the clock is put. */
function firstOpening(local: Temporal.ZonedDateTime, rules: LocalRules, country: string): Instant {
  const at = local.epochMilliseconds;
  const { holidays, window } = rules;
  let date = local.toPlainDate();
  for (let n = 0; n < MOST_DAYS; n++, date = date.add({ days: 1 })) {
    if (window && !window.days.includes(date.dayOfWeek)) continue;
    if (holidays && isHoliday(date, holidays, country)) continue;
    const opening = beginnings(date, local.timeZoneId, rules)
      .filter((moment) => moment.epochMilliseconds > at && reasonAt(moment, rules, country) === undefined)
      .reduce((first, { epochMilliseconds }) => Math.min(first, epochMilliseconds), Number.POSITIVE_INFINITY);
    if (opening !== Number.POSITIVE_INFINITY) return opening;
  }
  return local.add({ days: MOST_DAYS }).epochMilliseconds;
}

function beginnings(
  date: Temporal.PlainDate,
  zone: string,
  { window, quietHours }: LocalRules,
): Temporal.ZonedDateTime[] {
  const start = date.toZonedDateTime(zone);
  const moments = [start];
  const minutes = [window?.from ?? 0, (quietHours?.to ?? 0) * 60];
  for (const minute of minutes) {
    if (minute === 0) continue;
    const wall = date.toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 });
    moments.push(
      wall.toZonedDateTime(zone, { disambiguation: 'earlier' }),
      wall.toZonedDateTime(zone, { disambiguation: 'later' }),
    );
  }
  const moved = start.getTimeZoneTransition('next');
  if (moved !== null) moments.push(moved);
  return moments.filter((moment) => moment.toPlainDate().equals(date));
}

function isHoliday(
  date: Temporal.PlainDate,
  holidays: NonNullable<LocalRules['holidays']>,
  country: string,
): boolean {
  const whose = holidays[date.toString()];
  return whose !== undefined && (whose === 'all' || whose.includes(country));
}
