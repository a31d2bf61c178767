import type { Unit } from '../metrics/definitions.ts';
import { shortUnit } from './numbers.ts';

export interface Tick {
  at: number;
  text: string;
}

/** Round numbers from `low` to `high`, about so many, that hold both. */
export function roundTicks(low: number, high: number, about: number): number[] {
  const span = high > low ? high - low : Math.abs(high) || 1;
  const rough = span / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const size = [1, 2, 2.5, 5, 10].map((n) => n * power).find((n) => n >= rough * 0.999) ?? rough;
  const first = Math.floor(low / size + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / size - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, n) => Number(((first + n) * size).toPrecision(12)));
}

/**
 * What a value axis shows. It begins at nothing, unless all of it lies in the upper third of what it would show then: a
 * line that nobody can see move says as little as one that is blown up.
 */
export function valueTicks(values: readonly number[], unit: Unit): Tick[] {
  const low = Math.min(...values, Number.POSITIVE_INFINITY);
  const high = Math.max(...values, Number.NEGATIVE_INFINITY);
  if (low > high) return [];
  const from = low > 0 && low > (high * 2) / 3 ? low : Math.min(0, low);
  return roundTicks(from, Math.max(high, from), 4).map((at) => ({ at, text: shortUnit(at, unit) }));
}

const dayMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const monthYear = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** A day as 3 Aug, a month as Aug 2026 (UTC). */
export function dateText(at: number, step: 'day' | 'week' | 'month' = 'day'): string {
  return (step === 'month' ? monthYear : dayMonth).format(at);
}

/** Of many instants as many as there is room for, the first among them. */
export function dateTicks(
  ats: readonly number[],
  most: number,
  step: 'day' | 'week' | 'month' = 'day',
): Tick[] {
  const every = Math.max(1, Math.ceil(ats.length / Math.max(1, most)));
  return ats.filter((_, n) => n % every === 0).map((at) => ({ at, text: dateText(at, step) }));
}
