export interface HeatMapCell {
  count: number;
  /** Something is missing here: drawn with the word and a dashed line. */
  gap?: boolean;
}

/** One grid of the chart. */
export interface HeatMapPanel {
  /** What it is of: a segment, an industry. */
  title: string;
  /** Row by row, in the order of `rows` and `columns`. */
  cells: readonly (readonly HeatMapCell[])[];
  /** Figures above the columns, such as how many leads stand there. */
  totals?: readonly number[];
}

export interface HeatMapData {
  title: string;
  /** What is counted, in the plural: items. */
  unit: string;
  rows: readonly string[];
  columns: readonly string[];
  /** What `totals` of the panels count: leads. */
  totalsName?: string;
  panels: readonly HeatMapPanel[];
}
