import type { Utterance } from '../utterance.ts';
import { numberOf, numberSource } from './numbers.ts';

const dayMs = 24 * 3_600_000;

/** A span of time that a request names, [from, to) in milliseconds since the epoch. Calendar spans are in UTC. */
export interface Window {
  from: number;
  to: number;
  /** `the last 30 days`, `February 2026`: as an answer says it. */
  label: string;
  /** It ends now and rolls with it. */
  rolling: boolean;
  /** Where it stood in the text. */
  index: number;
}

const months = 'january february march april may june july august september october november december'.split(
  ' ',
);
const monthSource = months.join('|');
const weekdays = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
const daysIn: Readonly<Record<string, number>> = {
  hour: 1 / 24,
  day: 1,
  week: 7,
  fortnight: 14,
  month: 30,
  quarter: 91,
  year: 365,
};
const lead = '(?:(?:in|over|during|within|for|from|of|throughout) )?';
const dateSource = `\\d{4}-\\d{2}-\\d{2}|\\d{1,2}(?: (?:st|nd|rd|th))?(?: of)? (?:${monthSource})(?: \\d{4})?|(?:${monthSource}) \\d{1,2}(?: (?:st|nd|rd|th))?(?:(?: ,)? \\d{4})?`;

type Reading = readonly [RegExp, (match: RegExpExecArray, now: number) => Omit<Window, 'index'> | undefined];

/** In the order they are tried: longer readings first. */
const readings: readonly Reading[] = [
  [
    new RegExp(`\\b(?:between|from) (${dateSource}) (?:and|to|until|till|-) (${dateSource})(?! \\d)\\b`),
    (m, now) => {
      const [from, to] = [dateOf(m[1] as string, now), dateOf(m[2] as string, now)];
      return from < to + dayMs
        ? calendar(from, to + dayMs, `${dayLabel(from)} to ${dayLabel(to)}`)
        : undefined;
    },
  ],
  [
    new RegExp(`\\b(?:since|from|after)(?: the)? (${dateSource})\\b`),
    (m, now) => since(dateOf(m[1] as string, now), now),
  ],
  [
    new RegExp(`\\bsince (?:last )?(${weekdays.join('|')})\\b`),
    (m, now) =>
      since(lastWeekday(weekdays.indexOf(m[1] as string), now), now, `since ${capital(m[1] as string)}`),
  ],
  [
    /\bsince (?:(?:the )?(?:beginning|start) of )?(?<last>last |the last |this |the )(?<unit>week|month|quarter|year)\b/,
    (m, now) => {
      const last = m.groups?.last?.includes('last') ?? false;
      return since(shifted(m.groups?.unit as string, last ? -1 : 0, now).from, now);
    },
  ],
  [/\bsince yesterday\b/, (_, now) => since(midnight(now) - dayMs, now, 'since yesterday')],
  [
    new RegExp(`\\bsince (${monthSource})\\b`),
    (m, now) => since(monthStart(pastMonth(m[1] as string, now)), now, `since ${capital(m[1] as string)}`),
  ],
  [
    new RegExp(
      `\\b${lead}(?:the |our )?(?:last|past|previous|trailing|recent) (${numberSource}) (hour|day|week|fortnight|month|quarter|year)s?\\b`,
    ),
    (m, now) => rolling(numberOf(m[1] as string), m[2] as string, now),
  ],
  [
    new RegExp(
      `\\b(?:in|within|over) (?:the )?(?:span of )?(${numberSource}) (hour|day|week|month|year)s?\\b`,
    ),
    (m, now) => rolling(numberOf(m[1] as string), m[2] as string, now),
  ],
  [
    new RegExp(`\\b${lead}(?:the )?past (hour|day|week|fortnight|month|quarter|year)\\b`),
    (m, now) => rolling(1, m[1] as string, now),
  ],
  [
    /\b(?:(?:in|over|during|within|for) )?the last (day|week|fortnight|month|quarter|year)\b/,
    (m, now) => rolling(1, m[1] as string, now),
  ],
  [
    new RegExp(
      `\\b${lead}(?:the )?(?:last|previous) (week|month|quarter|year)\\b|\\bthe (month|week) before\\b`,
    ),
    (m, now) => shifted((m[1] ?? m[2]) as string, -1, now),
  ],
  [
    new RegExp(`\\b${lead}(?:so far )?(?:this|the current) (week|month|quarter|year)(?: so far)?\\b`),
    (m, now) => shifted(m[1] as string, 0, now),
  ],
  [/\bmonth to date\b|\bmtd\b/, (_, now) => shifted('month', 0, now)],
  [/\byear to date\b|\bytd\b/, (_, now) => shifted('year', 0, now)],
  [/\byesterday\b/, (_, now) => calendar(midnight(now) - dayMs, midnight(now), 'yesterday')],
  [/\btoday\b/, (_, now) => calendar(midnight(now), midnight(now) + dayMs, 'today')],
  [
    new RegExp(`\\b(?:in|during|for|of|throughout) (${monthSource})(?: (\\d{4}))?\\b`),
    (m, now) => {
      const start = m[2]
        ? Date.UTC(Number(m[2]), months.indexOf(m[1] as string))
        : monthStart(pastMonth(m[1] as string, now));
      return calendar(start, addMonths(start, 1), monthLabel(start));
    },
  ],
];

/** Takes every window out of the text, in the order of the text. */
export function takeWindows(utterance: Utterance, now: number): Window[] {
  const found: Window[] = [];
  for (const [pattern, read] of readings) {
    for (const match of utterance.takeAll(pattern)) {
      const window = read(match, now);
      if (window) found.push({ ...window, index: match.index });
    }
  }
  return found.sort((a, b) => a.index - b.index);
}

/** The instant as of which a window's events are counted; undefined for one that rolls: now. */
export function endOf(window: Window): number | undefined {
  return window.rolling ? undefined : window.to - 1;
}

function rolling(n: number, unit: string, now: number): Omit<Window, 'index'> {
  // Conditions count whole days: hours are rounded up.
  const days = Math.max(1, Math.ceil(n * (daysIn[unit] as number)));
  return {
    from: now - days * dayMs,
    to: now,
    label: `the last ${days} ${days === 1 ? 'day' : 'days'}`,
    rolling: true,
  };
}

function calendar(from: number, to: number, label: string): Omit<Window, 'index'> {
  return { from, to, label, rolling: false };
}

function since(from: number, now: number, label = `since ${dayLabel(from)}`) {
  return from > now ? undefined : calendar(from, midnight(now) + dayMs, label);
}

/** The calendar unit that holds `now`, moved by `by`; the current one ends with today. */
function shifted(unit: string, by: number, now: number): Omit<Window, 'index'> {
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

function dateOf(text: string, now: number): number {
  if (/^\d{4}-/.test(text)) return Date.parse(text);
  const month = months.findIndex((name) => text.includes(name));
  const day = Number(/\b\d{1,2}\b/.exec(text)?.[0]);
  const year = /\b\d{4}\b/.exec(text)?.[0];
  const thisYear = new Date(now).getUTCFullYear();
  const date = Date.UTC(year ? Number(year) : thisYear, month, day);
  return year || date <= now ? date : Date.UTC(thisYear - 1, month, day);
}

function pastMonth(name: string, now: number): number {
  const start = Date.UTC(new Date(now).getUTCFullYear(), months.indexOf(name));
  return start <= now ? start : addMonths(start, -12);
}

function lastWeekday(weekday: number, now: number): number {
  const today = midnight(now);
  return today - ((new Date(today).getUTCDay() - weekday + 7) % 7) * dayMs;
}

function midnight(instant: number): number {
  return instant - (instant % dayMs);
}

function monthStart(instant: number): number {
  return addMonths(instant, 0);
}

function addMonths(instant: number, n: number): number {
  const date = new Date(instant);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + n);
}

function dayLabel(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

function monthLabel(instant: number): string {
  const date = new Date(instant);
  return `${capital(months[date.getUTCMonth()] as string)} ${date.getUTCFullYear()}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
