import { foldCountry } from '../../program/compile/compile-guards.ts';
import type { Policies } from '../../program/schema.ts';
import type { Fields, Instant } from '../types.ts';

const formats = new Map<string, Intl.DateTimeFormat | undefined>();

/** Whether the clock and the calendar forbid, by the other calendar that the platform has, not by the one under test. */
export function isForbiddenAt(at: Instant, policies: Policies, { time_zone, country }: Fields): boolean {
  const local = localParts(at, [time_zone, policies.timeZone, 'UTC']);
  const { quietHours: quiet, sendWindow: window, holidays = [] } = policies;
  const land = typeof country === 'string' ? foldCountry(country) : undefined;
  if (quiet)
    for (let h = quiet.from; h !== quiet.to; h = (h + 1) % 24) if (Number(local.hour) === h) return true;
  if (window) {
    const time = `${local.hour}:${local.minute}`;
    if (window.from !== undefined && time < window.from) return true;
    if (window.to !== undefined && time >= window.to) return true;
    if (window.days && !window.days.some((day) => day === local.weekday?.toLowerCase())) return true;
  }
  return holidays.some(
    ({ date, countries }) =>
      date === `${local.year}-${local.month}-${local.day}` &&
      (countries === undefined || countries.some((of) => foldCountry(of) === land)),
  );
}

function localParts(at: Instant, zones: readonly unknown[]): Record<string, string> {
  for (const zone of zones) {
    const format = typeof zone === 'string' && zone !== '' ? formatOf(zone) : undefined;
    if (format) return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  }
  throw new TypeError('UTC is a time zone');
}

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  if (formats.has(timeZone)) return formats.get(timeZone);
  let format: Intl.DateTimeFormat | undefined;
  try {
    const two = '2-digit';
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      year: 'numeric',
      month: two,
      day: two,
      weekday: 'short',
      hour: two,
      minute: two,
      hourCycle: 'h23',
    });
  } catch {
    // There is no such zone.
  }
  formats.set(timeZone, format);
  return format;
}
