import type { Unit } from '../../metrics/definitions.ts';
import type { ChartFigure } from '../figure.ts';

/** How durations or scores are spread. */
export interface DistributionData {
  title: string;
  /** What the axis counts in. */
  unit: Unit;
  /** Who is counted, in the plural: leads. */
  counted: string;
  /** Side by side and of one width, `to` exclusive; the last one without `to`: that much and more. */
  bins: readonly { from: number; to?: number; count: number }[];
  /** With its interval; over waiting ones too where it is a time until something (Kaplan-Meier). */
  median: ChartFigure;
  /** Those of whom only is known that it takes longer: in no bin, shown apart. */
  waiting?: number;
}
