import type { Unit } from '../metrics/definitions.ts';
import { interval, inUnit } from '../metrics/words.ts';
import { minimumSample } from '../statistics/wilson.ts';
import type { ChartFigure } from './figure.ts';
import { shortCount } from './labels.ts';

/** A share (0-1): 34 %, 4.8 %. */
export const percent = (share: number): string => inUnit(share, 'share');

/** `part` of `whole` as a share; `undefined` where the whole is too small to say. */
export function shareOf(part: number, whole: number): string | undefined {
  return whole < minimumSample ? undefined : percent(part / whole);
}

/** A figure with its interval: 34 % (31 to 37 %). */
export function inWords({ value, low, high }: ChartFigure, unit: Unit): string {
  if (value === null) return 'not enough data';
  if (low === null && high === null) return inUnit(value, unit);
  return `${inUnit(value, unit)} (${interval(low, high, unit)})`;
}

/** For an axis, where great numbers have no room: 340K. */
export function shortUnit(value: number, unit: Unit): string {
  return Math.abs(value) >= 10_000 && (unit === 'money' || unit === 'count')
    ? shortCount(value)
    : inUnit(value, unit);
}
