import type { Cursor } from './cursor.ts';
import { parseDays } from './parse-comparison.ts';

/** `last_7_days`, `last 7 days`, `last_2_weeks`; in days. */
export function parseWindow(cursor: Cursor, most: number): number {
  const { start } = cursor.peek();
  const joined = acceptJoined(cursor, /^last_(\d{1,9})_(day|week)s?$/i);
  if (joined === undefined && !cursor.accept('last')) throw cursor.expected('a window like last_7_days');
  return within(cursor, joined ?? parseDays(cursor, most), most, 'a window', start);
}

/** `7_days`, `7 days`, `2_weeks`; in days. */
export function parseSpan(cursor: Cursor, most: number): number {
  const { start } = cursor.peek();
  const joined = acceptJoined(cursor, /^(\d{1,9})_(day|week)s?$/i);
  return within(cursor, joined ?? parseDays(cursor, most), most, 'WITHIN', start);
}

function acceptJoined(cursor: Cursor, pattern: RegExp): number | undefined {
  const { kind, text } = cursor.peek();
  const found = kind === 'word' ? pattern.exec(text) : null;
  if (!found) return undefined;
  cursor.next();
  return Number(found[1]) * (found[2]?.toLowerCase() === 'week' ? 7 : 1);
}

function within(cursor: Cursor, days: number, most: number, what: string, start: number): number {
  if (days < 1 || days > most) throw cursor.error('condition.syntax', `${what} is 1 to ${most} days`, start);
  return days;
}
