import type { Condition } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { limits } from './limits.ts';
import { pluralOf } from './names.ts';
import { acceptOperator, parseDays, parseWhole } from './parse-comparison.ts';

/** Reads what follows the plural of an event: `>= 3 WHERE (…) IN last_7_days`, WHERE and IN in either order. */
export function parseCount(
  cursor: Cursor,
  event: string,
  parseWhere: (event: string) => Condition,
): Condition {
  const is = acceptOperator(cursor);
  if (is === undefined) {
    const plural = pluralOf(event, cursor.vocabulary);
    throw cursor.expected(`how many after ${plural}, like ${plural} >= 1`);
  }
  const value = parseWhole(cursor, 'how many');
  if (value > limits.count) throw cursor.error('condition.syntax', `counts go up to ${limits.count}`);
  let where: Condition | undefined;
  let days: number | undefined;
  for (;;) {
    if (where === undefined && cursor.accept('where')) where = parseWhere(event);
    else if (days === undefined && cursor.accept('in')) days = parseWindow(cursor);
    else
      return { op: 'count', event, ...(where && { where }), is, value, ...(days !== undefined && { days }) };
  }
}

/** `last_7_days`, `last 7 days`, `last_2_weeks`; in days. */
function parseWindow(cursor: Cursor): number {
  const { start, kind, text } = cursor.peek();
  const joined = kind === 'word' ? /^last_(\d{1,9})_(day|week)s?$/i.exec(text) : null;
  let days: number;
  if (joined) {
    cursor.next();
    days = Number(joined[1]) * (joined[2]?.toLowerCase() === 'week' ? 7 : 1);
  } else if (cursor.accept('last')) days = parseDays(cursor, limits.windowDays);
  else throw cursor.expected('a window like last_7_days');
  if (days < 1 || days > limits.windowDays)
    throw cursor.error('condition.syntax', `a window is 1 to ${limits.windowDays} days`, start);
  return days;
}
