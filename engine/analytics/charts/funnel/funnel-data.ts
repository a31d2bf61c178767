/** How many of those who began came how far. */
export interface FunnelData {
  title: string;
  /** Who is counted, in the plural: leads. */
  unit: string;
  /** In order. Those of a later one came through the one before; where there are more, the chart says so. */
  stages: readonly { name: string; count: number }[];
}
