import type { Comparison, Scalar, TextMatch } from './ast.ts';
import { foldWords } from './mentions.ts';

/**
 * An ISO instant in UTC with milliseconds that exists in the calendar. The same pattern runs in JavaScript and in
 * PostgreSQL, and strings that match it sort by time.
 */
export const ISO_INSTANT =
  '^(?:(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8])))' +
  '|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)' +
  'T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9][.][0-9]{3}Z$';
const isoInstant = new RegExp(ISO_INSTANT);

/** The instant of a date value in ms since the epoch; undefined when it is no ISO instant in UTC with milliseconds. */
export function instantOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || value.length !== 24 || !isoInstant.test(value)) return undefined;
  return Temporal.Instant.from(value).epochMilliseconds;
}

/** The date value of an instant: ISO, UTC, with milliseconds. */
export function isoOf(instant: number): string {
  return Temporal.Instant.fromEpochMilliseconds(instant).toString({ fractionalSecondDigits: 3 });
}

/** Whether a value found in data is one that conditions speak about. */
export function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** Order by code point, as `COLLATE "C"` has it in UTF-8; JavaScript's own order is by UTF-16 unit. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    let x = a.charCodeAt(i);
    let y = b.charCodeAt(i);
    if (x === y) continue;
    // Surrogates stand for code points above U+FFFF, so they come after U+E000-U+FFFF.
    if (x >= 0xd800 && y >= 0xd800) {
      x = x >= 0xe000 ? x - 0x800 : x + 0x2000;
      y = y >= 0xe000 ? y - 0x800 : y + 0x2000;
    }
    return x - y;
  }
  return a.length - b.length;
}

/** `value IS expected`; false when the value is missing or of another type, `!=` being exactly NOT `=`. */
export function compareScalar(value: unknown, is: Comparison | TextMatch, expected: Scalar): boolean {
  if (is === '=') return value === expected;
  if (is === '!=') return value !== expected;
  if (typeof value === 'number') return typeof expected === 'number' && compareNumber(value, is, expected);
  if (typeof value !== 'string' || typeof expected !== 'string') return false;
  switch (is) {
    case 'contains':
      return value.includes(expected);
    case 'starts_with':
      return value.startsWith(expected);
    case 'ends_with':
      return value.endsWith(expected);
    case 'mentions':
      return foldWords(value).includes(foldWords(expected));
    default:
      return compareNumber(compareText(value, expected), is, 0);
  }
}

/** Numbers have no text matches: those are false. */
export function compareNumber(value: number, is: Comparison | TextMatch, expected: number): boolean {
  switch (is) {
    case '=':
      return value === expected;
    case '!=':
      return value !== expected;
    case '<':
      return value < expected;
    case '<=':
      return value <= expected;
    case '>':
      return value > expected;
    case '>=':
      return value >= expected;
    default:
      return false;
  }
}
