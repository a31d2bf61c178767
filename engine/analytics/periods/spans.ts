import { dayMs } from '../../program/duration.ts';

/** A span of time that words name, [from, to) in milliseconds since the epoch. Calendar spans are in UTC. */
export interface Span {
  from: number;
  to: number;
  /** `the last 30 days`, `February 2026`: as an answer says it. */
  label: string;
  /** It ends now and rolls with it. */
  rolling: boolean;
}

export const months =
  'january february march april may june july august september october november december'.split(' ');
export const monthSource = months.join('|');
export const weekdays = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
const daysIn: Readonly<Record<string, number>> = {
  hour: 1 / 24,
  day: 1,
  week: 7,
  fortnight: 14,
  month: 30,
  quarter: 91,
  year: 365,
};

export function rolling(n: number, unit: string, now: number): Span {
  // Conditions count whole days: hours are rounded up.
  const days = Math.max(1, Math.ceil(n * (daysIn[unit] as number)));
  return {
    from: now - days * dayMs,
    to: now,
    label: `the last ${days} ${days === 1 ? 'day' : 'days'}`,
    rolling: true,
  };
}

export function calendar(from: number, to: number, label: string): Span {
  return { from, to, label, rolling: false };
}

export function since(from: number, now: number, label = `since ${dayLabel(from)}`): Span | undefined {
  return from > now ? undefined : calendar(from, midnight(now) + dayMs, label);
}

/** The calendar unit that holds `now`, moved by `by`; the current one ends with today. */
export function shifted(unit: string, by: number, now: number): Span {
  const end = midnight(now) + dayMs;
  const named = (from: number, to: number, label: string) => calendar(from, by === 0 ? end : to, label);
  if (unit === 'week') {
    const from = lastWeekday(1, now) + by * 7 * dayMs;
    return named(from, from + 7 * dayMs, by === 0 ? 'this week' : `the week from ${dayLabel(from)}`);
  }
  const perUnit = unit === 'month' ? 1 : unit === 'quarter' ? 3 : 12;
  const date = new Date(now);
  const first = Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / perUnit) * perUnit);
  const from = addMonths(first, by * perUnit);
  const to = addMonths(from, perUnit);
  const year = new Date(from).getUTCFullYear();
  const label =
    unit === 'month'
      ? monthLabel(from)
      : unit === 'year'
        ? String(year)
        : `quarter ${Math.floor(new Date(from).getUTCMonth() / 3) + 1} of ${year}`;
  return named(from, to, label);
}

export function dateOf(text: string, now: number): number {
  if (/^\d{4}-/.test(text)) return Date.parse(text);
  const month = months.findIndex((name) => text.includes(name));
  const day = Number(/\b\d{1,2}\b/.exec(text)?.[0]);
  const year = /\b\d{4}\b/.exec(text)?.[0];
  const thisYear = new Date(now).getUTCFullYear();
  const date = Date.UTC(year ? Number(year) : thisYear, month, day);
  return year || date <= now ? date : Date.UTC(thisYear - 1, month, day);
}

export function pastMonth(name: string, now: number): number {
  const start = Date.UTC(new Date(now).getUTCFullYear(), months.indexOf(name));
  return start <= now ? start : addMonths(start, -12);
}

export function lastWeekday(weekday: number, now: number): number {
  const today = midnight(now);
  return today - ((new Date(today).getUTCDay() - weekday + 7) % 7) * dayMs;
}

export function midnight(instant: number): number {
  return instant - (instant % dayMs);
}

export function monthStart(instant: number): number {
  return addMonths(instant, 0);
}

export function addMonths(instant: number, n: number): number {
  const date = new Date(instant);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + n);
}

export function dayLabel(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

export function monthLabel(instant: number): string {
  const date = new Date(instant);
  return `${capital(months[date.getUTCMonth()] as string)} ${date.getUTCFullYear()}`;
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export function month(start: number): Span {
  return calendar(start, addMonths(start, 1), monthLabel(start));
}

/** The quarter of that number, 1 to 4, of a year; without one the latest that has begun. */
export function quarter(n: number, year: string | undefined, now: number): Span {
  const first = Date.UTC(year ? Number(year) : new Date(now).getUTCFullYear(), (n - 1) * 3);
  const from = year || first <= now ? first : addMonths(first, -12);
  return calendar(from, addMonths(from, 3), `quarter ${n} of ${new Date(from).getUTCFullYear()}`);
}
