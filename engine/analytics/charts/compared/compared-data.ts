/** A figure as it is and as it would be. `low` and `high` differ where it cannot be told exactly. */
export interface ComparedFigure {
  name: string;
  base: number;
  low: number;
  high: number;
}

/** Figures of different kinds, each now and then. */
export interface ComparedData {
  title: string;
  subtitle?: string;
  /** Of more than eight the first are drawn. */
  figures: readonly ComparedFigure[];
}
