import type { Fault } from '../../db/errors.ts';
import type { FieldType, Scalar } from '../../engine/program/condition/ast.ts';
import type { Flat } from './flatten.ts';

interface Typed {
  type: FieldType;
  values?: readonly string[];
}

/**
 * Brings values to the types of the vocabulary, because a comparison with another type is false: numbers and
 * booleans out of text, dates as ISO instants in UTC with milliseconds, words of a closed list in its spelling.
 * Keys the vocabulary does not know pass unchanged. What cannot be read becomes a fault under `path`.
 */
export function coerceAll(
  flat: Flat,
  types: Readonly<Record<string, Typed>>,
  path: string,
  faults: Fault[],
): Flat {
  return Object.fromEntries(
    Object.entries(flat).flatMap(([key, value]) => {
      const typed = Object.hasOwn(types, key) ? types[key] : undefined;
      if (!typed || value === null) return [[key, value]];
      const coerced = coerce(value, typed);
      if (coerced !== undefined) return [[key, coerced]];
      faults.push({ path: `${path}/${key}`, message: `is not ${wanted(typed)}` });
      return [];
    }),
  );
}

function coerce(value: Scalar, { type, values }: Typed): Scalar | undefined {
  switch (type) {
    case 'number':
      return toNumber(value);
    case 'boolean':
      return toBoolean(value);
    case 'date':
      return toInstantText(value);
    case 'text':
      return values ? toWord(String(value), values) : String(value).trim();
  }
}

function toNumber(value: Scalar): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  // Thousands separators are commas: `1,200` is what spreadsheets export.
  const text = value.trim().replace(/(?<=\d),(?=\d{3}\b)/g, '');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

function toBoolean(value: Scalar): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const text = String(value).trim().toLowerCase();
  if (['true', 'yes', '1'].includes(text)) return true;
  return ['false', 'no', '0'].includes(text) ? false : undefined;
}

/** ISO dates and instants; numbers and digits are seconds since 1970, or milliseconds from 10^11 on. */
function toInstantText(value: Scalar): string | undefined {
  const ms = toInstant(value);
  return ms === undefined ? undefined : new Date(ms).toISOString();
}

export function toInstant(value: unknown): number | undefined {
  if (typeof value === 'number' || (typeof value === 'string' && /^\d{9,14}$/.test(value))) {
    const number = Number(value);
    const ms = Math.round(Math.abs(number) < 1e11 ? number * 1000 : number);
    return Math.abs(ms) <= 8.64e15 ? ms : undefined;
  }
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}|$)/.test(value.trim()))
    return undefined;
  const text = value.trim().replace(' ', 'T');
  // Without a zone a time would be read in the server's own.
  const zoned = /T/.test(text) && !/(Z|[+-]\d{2}:?\d{2})$/i.test(text) ? `${text}Z` : text;
  const ms = Date.parse(zoned);
  return Number.isNaN(ms) ? undefined : ms;
}

function toWord(text: string, values: readonly string[]): string | undefined {
  const plain = (word: string) => word.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  return values.find((value) => plain(value) === plain(text));
}

function wanted({ type, values }: Typed): string {
  if (values) return `one of ${values.join(', ')}`;
  return { number: 'a number', boolean: 'true or false', date: 'a date such as 2026-01-31', text: 'text' }[
    type
  ];
}
