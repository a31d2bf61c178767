import { dayMs } from '../../program/duration.ts';
import { numberOf, numberSource } from './number-words.ts';
import {
  calendar,
  capital,
  dateOf,
  dayLabel,
  lastWeekday,
  midnight,
  month,
  monthSource,
  monthStart,
  months,
  pastMonth,
  quarter,
  rolling,
  type Span,
  shifted,
  since,
  weekdays,
} from './spans.ts';

const ordinals = ['first', 'second', 'third', 'fourth'];
const lead = '(?:(?:in|over|during|within|for|from|of|throughout) )?';
const dateSource = `\\d{4}-\\d{2}-\\d{2}|\\d{1,2}(?: (?:st|nd|rd|th))?(?: of)? (?:${monthSource})(?: \\d{4})?|(?:${monthSource}) \\d{1,2}(?: (?:st|nd|rd|th))?(?:(?: ,)? \\d{4})?`;

type Reading = readonly [RegExp, (match: RegExpExecArray, now: number) => Span | undefined];

/** In the order they are tried: longer readings first. */
export const readings: readonly Reading[] = [
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
  [
    new RegExp(
      `\\b${lead}(?:the )?(?:(?:q|quarter) ?([1-4])|(first|second|third|fourth) quarter)(?: (?:of )?(\\d{4}))?\\b`,
    ),
    (m, now) => quarter(m[1] ? Number(m[1]) : 1 + ordinals.indexOf(m[2] as string), m[3], now),
  ],
  [
    new RegExp(`\\b${lead}(\\d{4})-(0[1-9]|1[0-2])\\b(?!-)`),
    (m) => month(Date.UTC(Number(m[1]), Number(m[2]) - 1)),
  ],
  [/\bmonth to date\b|\bmtd\b/, (_, now) => shifted('month', 0, now)],
  [/\byear to date\b|\bytd\b/, (_, now) => shifted('year', 0, now)],
  [/\byesterday\b/, (_, now) => calendar(midnight(now) - dayMs, midnight(now), 'yesterday')],
  [/\btoday\b/, (_, now) => calendar(midnight(now), midnight(now) + dayMs, 'today')],
  [
    new RegExp(
      `\\b(?:in|during|for|of|throughout|with|to|against|versus|vs|than) (${monthSource})(?: (\\d{4}))?\\b`,
    ),
    (m, now) => {
      const start = m[2]
        ? Date.UTC(Number(m[2]), months.indexOf(m[1] as string))
        : monthStart(pastMonth(m[1] as string, now));
      return month(start);
    },
  ],
];
