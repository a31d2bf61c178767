/** What a figure counts in; it decides how it is written. A share is 0-1, money in the currency of the program. */
export type ChartUnit = 'share' | 'count' | 'days' | 'hours' | 'money' | 'pieces' | 'points';

/** A figure with its 95 % interval, in its unit. `null`: not enough data to say. */
export interface ChartFigure {
  value: number | null;
  low: number | null;
  high: number | null;
}
