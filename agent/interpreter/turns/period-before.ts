import { readPeriod } from '../../../engine/analytics/periods/read-period.ts';
import { addMonths, calendar } from '../../../engine/analytics/periods/spans.ts';
import { dayMs } from '../../../engine/program/duration.ts';
import type { Window } from '../slots/windows.ts';
import type { Utterance } from '../words/utterance.ts';

const unit = 'week|month|quarter|year';
const said = new RegExp(
  `\\b(?:(?:and|in|for|during|to|with|than|compared|what about) )*(?:(?:the|an?|one|1) )?(?:(?<after>${unit}|period|one) (?:before(?: (?:that|this|it|then|last))?|earlier|prior|previously)|(?:before that|prior|preceding) (?<then>${unit}|period|one)|previous (?:one|period))\\b|\\b(?:and )?before that\\b`,
);
const monthsOf: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

/**
 * `and the month before?`, `one quarter earlier`: what came before the period that was asked for last; a calendar month,
 * quarter or year where that began with one, else as long as it.
 */
export function takePeriodBefore(
  utterance: Utterance,
  period: string | undefined,
  now: number,
): Window | undefined {
  const found = utterance.take(said);
  if (!found) return undefined;
  const { from, to } = readPeriod(period, now);
  const days = Math.round((to - from) / dayMs);
  const named = found.groups?.after ?? found.groups?.then ?? '';
  const months = monthsOf[named] ?? (days < 28 ? 0 : days < 32 ? 1 : days > 89 && days < 93 ? 3 : 0);
  const index = found.index;
  if (new Date(from).getUTCDate() === 1 && months > 0)
    return { ...calendar(addMonths(from, -months), from, labelOf(addMonths(from, -months), months)), index };
  const length = named === 'week' ? 7 : days;
  return { ...calendar(from - length * dayMs, from, 'the period before'), index };
}

function labelOf(from: number, months: number): string {
  const date = new Date(from);
  const year = date.getUTCFullYear();
  if (months === 12) return `${year}`;
  if (months === 3) return `Q${date.getUTCMonth() / 3 + 1} ${year}`;
  return `${date.toLocaleString('en', { month: 'long', timeZone: 'UTC' })} ${year}`;
}
