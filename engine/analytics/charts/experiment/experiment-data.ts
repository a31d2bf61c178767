import type { Unit } from '../../metrics/definitions.ts';
import type { ChartFigure } from '../figure.ts';

export interface ExperimentArm extends ChartFigure {
  name: string;
  control?: boolean;
  /** Leads that came to the arm. */
  leads: number;
}

/** An arm's difference from the control while the experiment ran, with the interval that holds at every look. */
export interface ExperimentDifference {
  /** Name of the arm. */
  arm: string;
  points: readonly {
    at: number;
    difference: number;
    /** `null`: unbounded so far. */
    low: number | null;
    high: number | null;
  }[];
}

export interface ExperimentData {
  title: string;
  /** What is compared, in words: reply rate. */
  metric: string;
  unit: Unit;
  /** In a sentence: stands under the title. */
  verdict: string;
  /** The control first. */
  arms: readonly ExperimentArm[];
  /** Leads every arm must have before anything is decided. */
  minimum: number;
  differences: readonly ExperimentDifference[];
  /** When every arm had the minimum; absent: not yet. */
  minimumReachedAt?: number;
}
