import { createRequire } from 'node:module';
import {
  addMonths,
  calendar,
  dayLabel,
  month,
  monthSource,
  monthStart,
  pastMonth,
  type Span,
  since,
  weekdays,
} from '../../../engine/analytics/periods/spans.ts';
import type { Utterance } from '../words/utterance.ts';

const dayMs = 24 * 3_600_000;
/** A span without years that would have to be longer is the wrong way round: `between 10 and 3 Nov`. */
const longest = 300 * dayMs;
const shortMonths = 'jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec';
const anyMonth = `(?:${monthSource}|${shortMonths})`;
const shortDays = 'mon|tues?|wed|thurs?|fri|sat|sun';
const ordinal = '(?: ?(?:st|nd|rd|th))?';
const year = '(?: ,?)?(?: (?:of )?20\\d\\d)?';
const dayOfMonth = `(?:the )?\\d{1,2}${ordinal}(?: of)? ${anyMonth}${year}|${anyMonth} (?:the )?\\d{1,2}${ordinal}(?! ?(?:days?|weeks?|emails?))${year}`;
const numeric = '(?:20\\d\\d[-. ]\\d{1,2}[-. ]\\d{1,2}|\\d{1,2}[-. ]\\d{1,2}[-. ]20\\d\\d)';
const partOf = '(?<part>mid|middle of|early|late|(?:the )?(?:beginning|start|end) of)';
const someDays = `(?:(?:\\d{1,3}|an?|one|two|three|four|five|six|seven|ten) (?:days?|weeks?|months?|years?) ago|the day before yesterday|(?:the )?(?:last|past) (?:${weekdays.join('|')}|${shortDays})|(?:${weekdays.join('|')})|${numeric}|${dayOfMonth})`;
const begin = '(?:(?:in|on|for|during|of|at|over|from|throughout|until|as of) )?';

type Reading = readonly [RegExp, (groups: Record<string, string>, now: number) => Span | undefined];

/** Without one of these no reading fits, and none is tried. */
const hint = new RegExp(`\\b(?:${anyMonth}|${weekdays.join('|')}|${shortDays}|ago|20\\d\\d|day before)\\b`);

/** Spans of days and parts of months, before a month in them is read by itself; in the order they are tried. */
const spans: readonly Reading[] = [
  [
    new RegExp(
      `\\b(?:between|from) (?:the )?(?<a>\\d{1,2})${ordinal} (?:and|to|until|till|-) (?:the )?(?<b>${dayOfMonth})`,
    ),
    ({ a, b = '' }, now) =>
      spanOf(`${a} ${new RegExp(anyMonth).exec(b)?.[0]} ${/20\d\d/.exec(b)?.[0] ?? ''}`, b, now),
  ],
  [
    new RegExp(
      `\\b(?:between|from) (?<m>${anyMonth}) (?<a>\\d{1,2})${ordinal} (?:and|to|until|till|-) (?<b>\\d{1,2})\\b(?! ?(?:days?|weeks?))`,
    ),
    ({ m, a, b }, now) => spanOf(`${m} ${a}`, `${m} ${b}`, now),
  ],
  [
    new RegExp(
      `\\b(?:between|from)? ?(?<a>${someDays}) (?:and|to|until|till|-) (?<b>${someDays}|yesterday|today)\\b`,
    ),
    ({ a = '', b = '' }, now) => spanOf(a, b, now),
  ],
  [
    new RegExp(
      `\\b(?:between|from) (?<a>${anyMonth})(?: 20\\d\\d)? (?:and|to|until|till|through|-) (?<b>${anyMonth})(?: (?<y>20\\d\\d))?\\b`,
    ),
    ({ a = '', b = '', y }, now) => {
      const to = addMonths(monthNamed(b, y, now), 1);
      const from = monthNamed(a, y, now);
      const begins = from < to ? from : addMonths(from, -12);
      return calendar(begins, to, `${dayLabel(begins)} to ${dayLabel(to - dayMs)}`);
    },
  ],
  [
    new RegExp(`\\b(?:since|after|from) ${partOf} (?<m>${anyMonth})(?: (?<y>20\\d\\d))?\\b`),
    ({ part = '', m = '', y }, now) => since(partsOf(part, monthNamed(m, y, now))[0], now),
  ],
  [
    new RegExp(`\\b${begin}${partOf} (?<m>${anyMonth})(?: (?<y>20\\d\\d))?\\b`),
    ({ part = '', m = '', y }, now) => {
      const [from, to] = partsOf(part, monthNamed(m, y, now));
      return calendar(from, to, `${dayLabel(from)} to ${dayLabel(to - dayMs)}`);
    },
  ],
  [
    new RegExp(`\\b(?:since|after|from)(?: the)? (?<a>${someDays})(?: on(?:wards?)?)?\\b`),
    ({ a = '' }, now) => {
      const from = dayNamed(a, now);
      return from === undefined ? undefined : since(from, now);
    },
  ],
];

/** What `engine/analytics/periods` does not read. */
const single: readonly Reading[] = [
  [
    new RegExp(
      `\\bsince (?<m>${shortMonths})(?: (?<y>20\\d\\d))?\\b|\\bsince (?<l>${monthSource}) (?<z>20\\d\\d)\\b`,
    ),
    ({ m, l, y, z }, now) => since(monthNamed((m ?? l) as string, y ?? z, now), now),
  ],
  [new RegExp(`\\b${begin}(?<a>${someDays})\\b`), ({ a = '' }, now) => spanOf(a, a, now)],
  [
    new RegExp(
      `\\b${begin}(?<m>${shortMonths}|(?!may|march)(?:${monthSource})|(?:may|march)(?= 20\\d\\d| ?[,?]?$))(?: (?<y>20\\d\\d))?\\b(?! \\d)`,
    ),
    ({ m = '', y }, now) => month(monthNamed(m, y, now)),
  ],
];

/** Days and months in the spellings that only people use: `mid October`, `3 to 10 Nov`, `last Tuesday`, `feb`. */
export function takeSpokenDates(
  utterance: Utterance,
  now: number,
  which: 'spans' | 'single',
): (Span & { index: number })[] {
  const found: (Span & { index: number })[] = [];
  if (!utterance.has(hint)) return found;
  for (const [pattern, read] of which === 'spans' ? spans : single) {
    const match = pattern.exec(utterance.free().join(' '));
    // What names no span stays unread, so that the answer says it was left out.
    if (!match || read((match.groups ?? {}) as Record<string, string>, now) === undefined) continue;
    for (const taken of utterance.takeAll(pattern)) {
      const span = read((taken.groups ?? {}) as Record<string, string>, now);
      if (span) found.push({ ...span, index: taken.index });
    }
  }
  return found;
}

function spanOf(a: string, b: string, now: number): Span | undefined {
  const to = dayNamed(b, now);
  const named = a === b ? to : dayNamed(a, now, to);
  if (named === undefined || to === undefined || to - named > longest) return undefined;
  const label = named === to ? dayLabel(named) : `${dayLabel(named)} to ${dayLabel(to)}`;
  return calendar(named, to + dayMs, label);
}

/** The day that words name, the latest that has begun; `before` another day where that is known. */
function dayNamed(words: string, now: number, before = now): number | undefined {
  const [found] = dates().parse(plainly(words), {
    instant: new Date(before === now ? now : before + dayMs / 2),
    timezone: 0,
  });
  if (!found) return undefined;
  const of = (years: number) =>
    Date.UTC(
      (found.start.get('year') as number) - years,
      (found.start.get('month') as number) - 1,
      found.start.get('day') as number,
    );
  const day = of(0);
  if (day <= before) return day;
  if (found.start.isCertain('weekday') && !found.start.isCertain('month')) return day - 7 * dayMs;
  return found.start.isCertain('year') ? undefined : of(1);
}

/** As the parser reads it: `3 11 2025` is the third of November, as most of the world writes it. */
function plainly(words: string): string {
  const [, d, m, y] = /^(\d{1,2})[-. ](\d{1,2})[-. ](20\d\d)$/.exec(words.trim()) ?? [];
  if (d !== undefined && m !== undefined)
    return Number(m) > 12 ? `${y}-${two(d)}-${two(m)}` : `${y}-${two(m)}-${two(d)}`;
  return words
    .replace(
      /(20\d\d)[-. ](\d{1,2})[-. ](\d{1,2})/,
      (_, year: string, mm: string, dd: string) => `${year}-${two(mm)}-${two(dd)}`,
    )
    .replace(/(\d) (st|nd|rd|th)\b/g, '$1$2')
    .replace(/ ,/g, ',');
}

function two(digits: string): string {
  return digits.padStart(2, '0');
}

function monthNamed(name: string, year: string | undefined, now: number): number {
  const full = monthSource.split('|').find((one) => one.startsWith(name.slice(0, 3))) as string;
  if (year === undefined) return monthStart(pastMonth(full, now));
  return Date.UTC(Number(year), monthSource.split('|').indexOf(full));
}

/** The days of a part of a month, [from, to): its first ten, the ten around its middle, its last ten. */
function partsOf(part: string, start: number): [number, number] {
  const end = addMonths(start, 1);
  if (/mid/.test(part)) return [start + 14 * dayMs, start + 20 * dayMs];
  return /late|end/.test(part) ? [end - 10 * dayMs, end] : [start, start + 10 * dayMs];
}

type Chrono = typeof import('chrono-node/en');
const load = createRequire(import.meta.url);
let known: Chrono | undefined;

/** Loaded when the first such words come: it takes a tenth of a second, which no other turn pays. */
function dates(): Chrono {
  known ??= load('chrono-node/en') as Chrono;
  return known;
}
