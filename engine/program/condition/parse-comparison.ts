import type { Comparison, Condition, Scalar } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { limits } from './limits.ts';
import { hasWords } from './mentions.ts';

/** What is compared: a field, or a property of the arriving or counted event. */
export interface Subject {
  readonly kind: 'field' | 'property';
  readonly name: string;
}

const comparisons: ReadonlySet<string> = new Set<Comparison>(['=', '!=', '<', '<=', '>', '>=']);
const keywords: ReadonlySet<string> = new Set([
  'contains',
  'mentions',
  'starts',
  'ends',
  'is',
  'before',
  'after',
  'in',
  'not',
  'where',
]);

/** The comparison that comes next, taken. */
export function acceptOperator(cursor: Cursor): Comparison | undefined {
  const { kind, text } = cursor.peek();
  if (kind !== 'symbol' || !comparisons.has(text)) return undefined;
  cursor.next();
  return text as Comparison;
}

/** Whether something follows that only a subject or a count can have before it. */
export function seesComparison(cursor: Cursor): boolean {
  const { kind, text } = cursor.peek();
  if (kind === 'symbol') return comparisons.has(text);
  return kind === 'word' && keywords.has(text.toLowerCase());
}

/** Reads what is said about the subject, whose name began at `start`. */
export function parseComparison(cursor: Cursor, subject: Subject, start: number): Condition {
  const place = (node: Condition) => cursor.place(start, node);
  if (cursor.accept('is', 'known')) return known(subject);
  if (cursor.accept('is', 'unknown') || cursor.accept('is', 'not', 'known'))
    return { op: 'not', of: place(known(subject)) };
  for (const is of ['before', 'after'] as const) {
    if (cursor.accept(is)) return parseDate(cursor, subject, is);
  }
  const negated = cursor.accept('not');
  const positive = parsePositive(cursor, subject, negated);
  return negated ? { op: 'not', of: place(positive) } : positive;
}

function parsePositive(cursor: Cursor, subject: Subject, negated: boolean): Condition {
  if (cursor.accept('contains')) return compare(subject, 'contains', parseText(cursor, 'CONTAINS'));
  if (cursor.accept('mentions')) return compare(subject, 'mentions', parseWords(cursor));
  if (cursor.accept('starts', 'with'))
    return compare(subject, 'starts_with', parseText(cursor, 'STARTS WITH'));
  if (cursor.accept('ends', 'with')) return compare(subject, 'ends_with', parseText(cursor, 'ENDS WITH'));
  if (cursor.accept('in')) return oneOf(subject, parseValues(cursor));
  const is = negated ? undefined : acceptOperator(cursor);
  if (is === undefined) {
    throw cursor.expected(
      negated
        ? 'IN, CONTAINS, MENTIONS, STARTS WITH or ENDS WITH after NOT'
        : `=, !=, <, <=, >, >=, CONTAINS, MENTIONS, STARTS WITH, ENDS WITH, IN, BEFORE, AFTER or IS KNOWN after ${subject.name}`,
    );
  }
  return compare(subject, is, parseScalar(cursor));
}

function compare(
  { kind, name }: Subject,
  is: Extract<Condition, { op: 'field' }>['is'],
  value: Scalar,
): Condition {
  return kind === 'field'
    ? { op: 'field', field: name, is, value }
    : { op: 'property', property: name, is, value };
}

function oneOf({ kind, name }: Subject, values: Scalar[]): Condition {
  return kind === 'field'
    ? { op: 'field_in', field: name, values }
    : { op: 'property_in', property: name, values };
}

function known({ kind, name }: Subject): Condition {
  return kind === 'field' ? { op: 'known', field: name } : { op: 'property_known', property: name };
}

/** `now + 30 days`, `now - 2 weeks`, `now`, or a date in quotes. */
function parseDate(cursor: Cursor, subject: Subject, is: 'before' | 'after'): Condition {
  if (cursor.peek().kind === 'string')
    return compare(subject, is === 'before' ? '<' : '>', cursor.next().text);
  if (!cursor.accept('now'))
    throw cursor.expected('now, now + 30 days, now - 7 days or a date like "2026-03-01"');
  if (subject.kind === 'property')
    throw cursor.error(
      'condition.syntax',
      'only fields are compared with now; for events use IN last_7_days',
    );
  const sign = cursor.acceptSymbol('+') ? 1 : cursor.acceptSymbol('-') ? -1 : 0;
  const days = sign === 0 ? 0 : parseDays(cursor, limits.offsetDays);
  return { op: 'date', field: subject.name, is, offsetDays: days === 0 ? 0 : sign * days };
}

/** A whole number of days or weeks, in days. */
export function parseDays(cursor: Cursor, most: number): number {
  const { start } = cursor.peek();
  const amount = parseWhole(cursor, 'a number of days');
  const unit = cursor.peek().text.toLowerCase();
  if (!/^(day|week)s?$/.test(unit)) throw cursor.expected('days or weeks');
  cursor.next();
  const days = unit.startsWith('week') ? amount * 7 : amount;
  if (days > most) throw cursor.error('condition.syntax', `at most ${most} days`, start);
  return days;
}

export function parseWhole(cursor: Cursor, what: string): number {
  const { kind, text } = cursor.peek();
  if (kind !== 'number' || !/^\d{1,9}$/.test(text)) throw cursor.expected(`${what} (a whole number)`);
  return Number(cursor.next().text);
}

function parseText(cursor: Cursor, keyword: string): string {
  const { kind, text } = cursor.peek();
  if (kind !== 'string') throw cursor.expected(`a text in quotes after ${keyword}`);
  if (text === '')
    throw cursor.error('condition.syntax', `${keyword} "" would hold for every text; say IS KNOWN`);
  return cursor.next().text;
}

function parseWords(cursor: Cursor): string {
  const { start } = cursor.peek();
  const text = parseText(cursor, 'MENTIONS');
  if (!hasWords(text)) throw cursor.error('condition.syntax', 'MENTIONS takes a word, or several', start);
  return text;
}

function parseValues(cursor: Cursor): Scalar[] {
  cursor.expectSymbol('(', 'before the values, like IN ("a", "b")');
  const { start } = cursor.peek();
  const values = [parseScalar(cursor)];
  while (cursor.acceptSymbol(',')) values.push(parseScalar(cursor));
  cursor.expectSymbol(')', 'after the values');
  if (values.length > limits.values)
    throw cursor.error(
      'condition.syntax',
      `IN takes at most ${limits.values} values, here are ${values.length}`,
      start,
    );
  return values;
}

function parseScalar(cursor: Cursor): Scalar {
  const { kind, text } = cursor.peek();
  if (kind === 'string') return cursor.next().text;
  if (cursor.accept('true')) return true;
  if (cursor.accept('false')) return false;
  if (kind === 'word') throw cursor.error('condition.syntax', `put text into quotes: "${text}"`);
  return parseNumber(cursor, 'a text in quotes, a number, true or false');
}

export function parseNumber(cursor: Cursor, what: string): number {
  const { start } = cursor.peek();
  const negative = cursor.acceptSymbol('-');
  if (cursor.peek().kind !== 'number') throw cursor.expected(what);
  const value = Number(cursor.next().text);
  if (!Number.isFinite(value)) throw cursor.error('condition.syntax', 'this number is too large', start);
  return negative && value !== 0 ? -value : value;
}
