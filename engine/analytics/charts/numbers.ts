import type { ChartFigure, ChartUnit } from './figure.ts';

/** Below this many a share is not given: its interval would span tens of points. */
export const fewest = 30;

/** A count in full: 12,345. */
export const count = (n: number): string => Math.round(n).toLocaleString('en');

/** A share (0-1): 34 %, 4.8 %, 0.31 %; what is not nothing is never written as nothing, nor what is not all as all. */
export function percent(share: number): string {
  const points = share * 100;
  const digits = Math.abs(points) >= 10 || points === 0 ? 0 : Math.abs(points) >= 1 ? 1 : 2;
  if (points > 99 && points < 100) return `${Math.min(99.9, Number(points.toFixed(1)))} %`;
  return `${Number(points.toFixed(digits))} %`;
}

/** `part` of `whole` as a share; `undefined` where the whole is too small to say. */
export function shareOf(part: number, whole: number): string | undefined {
  return whole < fewest ? undefined : percent(part / whole);
}

/** A value in its unit: 34 %, 12 days, 1,203, 127K. */
export function inUnit(value: number, unit: ChartUnit): string {
  if (unit === 'share') return percent(value);
  const number = Math.abs(value) >= 1_000 ? compact(value) : String(Number(value.toPrecision(3)));
  return unit === 'days' || unit === 'hours'
    ? `${number} ${number === '1' ? unit.slice(0, -1) : unit}`
    : number;
}

/** A figure with its interval: 34 % (31 to 37 %). */
export function inWords({ value, low, high }: ChartFigure, unit: ChartUnit): string {
  if (value === null) return 'not enough data';
  if (low === null && high === null) return inUnit(value, unit);
  if (high === null) return `${inUnit(value, unit)} (at least ${inUnit(low ?? value, unit)})`;
  if (low === null) return `${inUnit(value, unit)} (at most ${inUnit(high, unit)})`;
  return `${inUnit(value, unit)} (${between(low, high, unit)})`;
}

/** From a value to another, the unit said once: 31 to 37 %. */
function between(low: number, high: number, unit: ChartUnit): string {
  return `${inUnit(low, unit).replace(/ \D+$/, '')} to ${inUnit(high, unit)}`;
}

function compact(value: number): string {
  return Math.abs(value) < 10_000
    ? Math.round(value).toLocaleString('en')
    : Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}
