import type { Condition, Occurrence } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { limits } from './limits.ts';
import { pluralOf } from './names.ts';
import { parseSpan, parseWindow } from './parse-window.ts';

type ParseWhere = (event: string) => Condition;

/** Whether the event's name, just taken, begins a sequence. */
export function seesSequence(cursor: Cursor): boolean {
  return cursor.sees('then') || cursor.sees('where');
}

/** Reads what follows the first event: `WHERE (…) THEN demo_request WHERE (…) WITHIN 7_days IN last_30_days`. */
export function parseSequence(cursor: Cursor, event: string, parseWhere: ParseWhere): Condition {
  const { start } = cursor.peek();
  const first = parseOccurrence(cursor, event, parseWhere);
  if (!cursor.accept('then')) {
    const plural = pluralOf(event, cursor.vocabulary);
    throw cursor.error(
      'condition.syntax',
      `${event} names one event; say what came after it, like ${event} THEN demo_request WITHIN 7_days, or count, like ${plural} >= 1`,
      start,
    );
  }
  if (cursor.peek().kind !== 'word') throw cursor.expected('the name of an event after THEN');
  const second = parseOccurrence(cursor, cursor.next().text, parseWhere);
  if (!cursor.accept('within'))
    throw cursor.expected(`WITHIN and how many days after ${second.event}, like WITHIN 7_days`);
  const withinDays = parseSpan(cursor, limits.withinDays);
  const days = cursor.accept('in') ? parseWindow(cursor, limits.sequenceDays) : undefined;
  return { op: 'sequence', first, second, withinDays, ...(days !== undefined && { days }) };
}

function parseOccurrence(cursor: Cursor, event: string, parseWhere: ParseWhere): Occurrence {
  return cursor.accept('where') ? { event, where: parseWhere(event) } : { event };
}
