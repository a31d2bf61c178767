import { isLimit } from './amounts.ts';
import type { Condition, Occurrence } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { limits } from './limits.ts';
import { pluralOf } from './names.ts';
import { acceptOperator, parseNumber, parseWhole } from './parse-comparison.ts';
import { parseWindow } from './parse-window.ts';

type ParseWhere = (event: string) => Condition;

/** Reads what follows the plural of an event: `>= 3 WHERE (…) IN last_7_days`, WHERE and IN in either order. */
export function parseCount(cursor: Cursor, event: string, parseWhere: ParseWhere): Condition {
  const is = acceptOperator(cursor);
  if (is === undefined) {
    const plural = pluralOf(event, cursor.vocabulary);
    throw cursor.expected(`how many after ${plural}, like ${plural} >= 1`);
  }
  const value = parseWhole(cursor, 'how many');
  if (value > limits.count) throw cursor.error('condition.syntax', `counts go up to ${limits.count}`);
  const { where, days } = parseWhich(cursor, event, parseWhere);
  return { op: 'count', event, ...(where && { where }), is, value, ...(days !== undefined && { days }) };
}

/** Reads what follows SUM: `(deal_closed.amount) >= 1000 WHERE (…) IN last_90_days`. */
export function parseSum(cursor: Cursor, parseWhere: ParseWhere): Condition {
  cursor.expectSymbol('(', 'after SUM, like SUM(deal_closed.amount)');
  const event = parseName(cursor, 'the name of an event, like SUM(deal_closed.amount)');
  cursor.expectSymbol('.', `between ${event} and what is summed, like SUM(deal_closed.amount)`);
  const property = parseName(cursor, `a property of ${event}`);
  cursor.expectSymbol(')', 'after what is summed');
  const is = acceptOperator(cursor);
  if (is === undefined) throw cursor.expected('how much after a sum, like SUM(deal_closed.amount) >= 1000');
  const { start } = cursor.peek();
  const value = parseNumber(cursor, 'how much');
  if (!isLimit(value))
    throw cursor.error(
      'condition.syntax',
      `a sum is compared with a number up to ${limits.sum} with at most three decimals`,
      start,
    );
  const { where, days } = parseWhich(cursor, event, parseWhere);
  return {
    op: 'sum',
    event,
    property,
    ...(where && { where }),
    is,
    value,
    ...(days !== undefined && { days }),
  };
}

function parseWhich(
  cursor: Cursor,
  event: string,
  parseWhere: ParseWhere,
): { where?: Occurrence['where']; days?: number } {
  let where: Condition | undefined;
  let days: number | undefined;
  for (;;) {
    if (where === undefined && cursor.accept('where')) where = parseWhere(event);
    else if (days === undefined && cursor.accept('in')) days = parseWindow(cursor, limits.windowDays);
    else return { ...(where && { where }), ...(days !== undefined && { days }) };
  }
}

function parseName(cursor: Cursor, what: string): string {
  if (cursor.peek().kind !== 'word') throw cursor.expected(what);
  return cursor.next().text;
}
