import type { Unit } from '../../metrics/definitions.ts';
import type { ChartFigure } from '../figure.ts';

export interface TrendPoint extends ChartFigure {
  /** When the day, week or month begins, in ms (UTC). */
  at: number;
}

/** One figure over time. */
export interface TrendData {
  title: string;
  unit: Unit;
  /** How long a point is. */
  step: 'day' | 'week' | 'month';
  /** One a step, in order. Where `value` is null there is not enough data: left out, and said. */
  points: readonly TrendPoint[];
  /** The period before; its first point is drawn beneath the first of `points`, and so on. */
  before?: readonly TrendPoint[];
  /** The figure cannot be relied on, as opens: said in the chart. */
  unreliable?: boolean;
}
