import type { MetricId, Unit } from './definitions.ts';

/**
 * One number and what it is made of. What numerator and denominator count is said in the definition of the metric: of
 * a share, so many of so many; of a time until something, those done of all who began; of money and pieces, how many
 * rows were added up, and over how many they are spread.
 */
export interface Figure {
  metric: MetricId;
  /** In `unit`, a share 0-1. Null: not enough data to say. */
  value: number | null;
  numerator: number;
  denominator: number;
  /** 95 % interval, in the unit; null where there is none or it is open at that end. */
  low: number | null;
  high: number | null;
  unit: Unit;
  before?: Before;
  /** As opens are: mail clients load images for the reader. */
  unreliable?: true;
}

/**
 * The same figure of the period before, as it stood then: its outcomes are counted for as long after its end as those
 * of the period asked about could be, since otherwise the older period would always look better.
 */
export interface Before {
  value: number | null;
  numerator: number;
  denominator: number;
  low: number | null;
  high: number | null;
  /** Now minus before, in the unit, with a 95 % interval; null where one of the two says nothing. */
  difference: number | null;
  differenceLow: number | null;
  differenceHigh: number | null;
  /** More than chance explains, at 5 % false ones among all comparisons of the answer (Benjamini-Hochberg). */
  clear: boolean;
}
