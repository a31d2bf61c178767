import { foldCountry, type LocalRules } from '../../program/compile/compile-guards.ts';
import type { Scalar } from '../../program/condition/ast.ts';
import type { Instant } from '../types.ts';
import { type WallClock, wallClockAt } from './wall-clock.ts';

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
  const clock = wallClockAt(at, zones);
  const land = typeof country === 'string' ? foldCountry(country) : '';
  const reason = reasonAt(clock, rules, land);
  return reason && { reason, until: firstOpening(at, clock, rules, land) };
}

function reasonAt(
  { day, minute, weekday }: Omit<WallClock, 'zone'>,
  { quietHours, window, holidays }: LocalRules,
  country: string,
): LocalHold['reason'] | undefined {
  if (holidays && isHoliday(dateOf(day), holidays, country)) return 'holiday';
  if (window && (minute < window.from || minute >= window.to || !window.days.includes(weekday)))
    return 'send_window';
  if (quietHours) {
    const { from, to } = quietHours;
    const hour = Math.floor(minute / 60);
    // `from` = `to`: none.
    if (from <= to ? hour >= from && hour < to : hour >= from || hour < to) return 'quiet_hours';
  }
  return undefined;
}

/** Rules can let go only where a day, the window or the time after the quiet hours begins, or where the clock is put. */
function firstOpening(at: Instant, { zone, day }: WallClock, rules: LocalRules, country: string): Instant {
  for (let n = 0; n < MOST_DAYS; n++) {
    const next = openingsOf(day + n, zone, rules, country).find((opening) => opening > at);
    if (next !== undefined) return next;
  }
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return local.add({ days: MOST_DAYS }).epochMilliseconds;
}

/** By rules: the openings of a day of a zone and a country, which are dear to compute and asked for by many leads. */
const remembered = new WeakMap<LocalRules, Map<string, readonly Instant[]>>();
/** Days that are remembered of each rules. */
const mostRemembered = 20_000;

/** When on that day none of the rules holds any more, ascending. */
function openingsOf(day: number, zone: string, rules: LocalRules, country: string): readonly Instant[] {
  let known = remembered.get(rules);
  if (known === undefined || known.size >= mostRemembered) {
    known = new Map();
    remembered.set(rules, known);
  }
  const key = `${day} ${zone} ${country}`;
  const openings = known.get(key) ?? findOpenings(dateOf(day), zone, rules, country);
  known.set(key, openings);
  return openings;
}

function findOpenings(
  date: Temporal.PlainDate,
  zone: string,
  rules: LocalRules,
  country: string,
): readonly Instant[] {
  if (rules.window && !rules.window.days.includes(date.dayOfWeek)) return [];
  if (rules.holidays && isHoliday(date, rules.holidays, country)) return [];
  return beginnings(date, zone, rules)
    .map(({ epochMilliseconds }) => epochMilliseconds)
    .filter((opening) => reasonAt(wallClockAt(opening, [zone]), rules, country) === undefined)
    .sort((a, b) => a - b);
}

function dateOf(day: number): Temporal.PlainDate {
  return firstDay.add({ days: day });
}

const firstDay = Temporal.PlainDate.from('1970-01-01');

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
