import { TrellisError } from '../../../db/errors.ts';
import { dayMs } from '../../program/duration.ts';
import { assertPeriod } from './assert-period.ts';
import { readings } from './readings.ts';
import { midnight, type Span } from './spans.ts';

/** Where nothing is said. */
const usualPeriod = 'last 30 days';

/**
 * A period in words: `last month`, `this week`, `Q3`, `October`, `2026-10`, `2026-10-01 to 2026-10-31` (both days in
 * it), `last 30 days`. In whole days of UTC: one that rolls ends with today. Throws
 * `period.unknown`, `period.empty`, `period.too_long`.
 */
export function readPeriod(words: string = usualPeriod, now: number): Span {
  const said = words
    .toLowerCase()
    .replace(/[,–—]/g, ' ')
    .replace(/(\d)(st|nd|rd|th)\b/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  for (const text of [said, `the ${said}`, `in ${said}`, `from ${said}`]) {
    for (const [pattern, read] of readings) {
      const match = pattern.exec(text);
      const span = match?.[0] === text ? read(match, now) : undefined;
      if (!span) continue;
      const found = span.rolling ? wholeDays(span, now) : span;
      assertPeriod(found);
      return found;
    }
  }
  throw new TrellisError(
    'period.unknown',
    'That is no period that is understood. Say it like “last month”, “this week”, “Q3”, “October 2026”, “last 90 days”, “2026-10-01 to 2026-10-31”.',
  );
}

function wholeDays(span: Span, now: number): Span {
  const to = midnight(now) + dayMs;
  return { ...span, from: to - (span.to - span.from), to };
}
