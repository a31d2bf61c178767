/** What of an answer is better seen than read, before it takes a form of Slack's. */

/** A cell: words, a number with how it is said, or nothing to say. */
export type Cell = string | { value: number; said: string } | null;

export interface AnswerTable {
  caption: string;
  columns: readonly string[];
  /** As many cells as columns. */
  rows: readonly (readonly Cell[])[];
}

export interface AnswerChart {
  title: string;
  kind: 'bar' | 'line';
  /** Said of each value: `%`, `leads`. */
  unit: string;
  categories: readonly string[];
  /** One value for each category. */
  series: readonly { name: string; values: readonly number[] }[];
}

export interface AnswerFigures {
  table?: AnswerTable | undefined;
  chart?: AnswerChart | undefined;
  /** Of a chart that Slack has no form for: the address of its picture here. */
  picture?: string | undefined;
}
