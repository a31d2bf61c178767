import type { TopLevelSpec } from 'vega-lite';

/** A chart as data: made once, drawn on the server, the same for a page, a message and a file. */
export type VegaLiteSpec = TopLevelSpec & { description: string };

/** How a chart is to look. */
export interface Look {
  /** Of the whole chart in pixels: 360 on a phone, 720 beside text. */
  width: number;
  dark?: boolean;
}
