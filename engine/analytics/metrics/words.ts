import type { Unit } from './definitions.ts';
import type { Figure } from './figure.ts';

/** A count in full: 12,345. */
export const count = (n: number): string => Math.round(n).toLocaleString('en');

/** A value in its unit: 34 %, 12 days, 340,000. What is not nothing is never written as nothing. */
export function inUnit(value: number, unit: Unit): string {
  if (unit === 'share') return `${points(value * 100)} %`;
  if (unit === 'money' || unit === 'count') return count(value);
  const number = Math.abs(value) >= 100 ? count(value) : String(Number(value.toFixed(1)));
  if (unit === 'pieces') return number;
  return `${number} ${number === '1' ? unit.slice(0, -1) : unit}`;
}

/** A figure with what it is made of: `34 % (409 of 1,203; 31 to 37 %)`, or that there is too little. */
export function inWords({ value, low, high, numerator, denominator, unit }: Figure): string {
  const made = `${count(numerator)} of ${count(denominator)}`;
  if (value === null) return `not enough data (${made})`;
  if (low === null && high === null) return `${inUnit(value, unit)} (${made})`;
  return `${inUnit(value, unit)} (${made}; ${interval(low, high, unit)})`;
}

/** Against the period before: `3 points more than before`, or that the difference may be chance. */
export function beforeInWords({ before, unit, low }: Figure): string {
  if (!before || before.value === null || before.difference === null) return 'nothing to compare with';
  // A sum of money is no sample of anything: there is no test of it.
  if (unit === 'money' && low === null) return `${inUnit(before.value, unit)} in the period before`;
  if (!before.clear) return `no clear difference from the period before (${inUnit(before.value, unit)})`;
  return `clearly ${apart(before.difference, unit)} ${before.difference > 0 ? 'more' : 'less'} than in the period before (${inUnit(before.value, unit)})`;
}

/** How far apart two values are, whichever is greater: `1.2 points` of shares, else in their unit. */
export function apart(difference: number, unit: Unit): string {
  const size = Math.abs(difference);
  if (unit !== 'share') return inUnit(size, unit);
  const many = points(size * 100);
  return `${many} ${many === '1' ? 'point' : 'points'}`;
}

export function interval(low: number | null, high: number | null, unit: Unit): string {
  if (low === null) return `at most ${inUnit(high as number, unit)}`;
  if (high === null) return `at least ${inUnit(low, unit)}`;
  const [from, to] = [inUnit(low, unit), inUnit(high, unit)];
  const [, after = ''] = / (\D+)$/.exec(to) ?? [];
  return `${after && from.endsWith(` ${after}`) ? from.slice(0, -after.length - 1) : from} to ${to}`;
}

function points(value: number): string {
  const digits = Math.abs(value) >= 10 || value === 0 ? 0 : Math.abs(value) >= 1 ? 1 : 2;
  if (value > 99 && value < 100) return String(Math.min(99.9, Number(value.toFixed(1))));
  return String(Number(value.toFixed(digits)));
}
