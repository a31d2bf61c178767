/** A figure with its 95 % interval, in its unit. `null`: not enough data to say. */
export interface ChartFigure {
  value: number | null;
  low: number | null;
  high: number | null;
}
