import type { Unit } from '../../metrics/definitions.ts';
import type { ChartFigure } from '../figure.ts';

export interface Bar extends ChartFigure {
  name: string;
  /** Beside the figure: "120 of 400". */
  note?: string;
  /** Lower than it should be: stands out, by an arrow too. What that means the subtitle says. */
  marked?: boolean;
}

/** Figures of one kind side by side, with their intervals where they have some. */
export interface BarsData {
  title: string;
  /** What the bars say, in a sentence. */
  subtitle?: string;
  unit: Unit;
  /** In the order to be read. Of more than twenty the first are drawn. */
  bars: readonly Bar[];
}
