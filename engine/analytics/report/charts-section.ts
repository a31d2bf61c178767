import { type DrawnChart, inlineChart } from './inline-chart.ts';
import { asMarkup, type Markup, markup } from './markup.ts';

/** Shows charts in one place of a report: as drawings inside of it, or as images with an address. */
export interface ChartShelf {
  /** Of those asked for, the ones there are, side by side where there is room; nothing where there are none. */
  show(...kinds: readonly string[]): Markup | '';
}

export interface ReportChart extends DrawnChart {
  /** Which chart it is: `funnel`, `flow:TRACK`. */
  kind: string;
}

/** Charts as part of the file, and the rules that they need on a dark ground. */
export function inlineShelf(charts: readonly ReportChart[]): ChartShelf & { darkRules: string[] } {
  const rules = new Set<string>();
  const drawn = new Map(
    charts.map((chart, index) => {
      const { svg, darkRules } = inlineChart(chart, `c${index}`);
      for (const rule of darkRules) rules.add(rule);
      return [chart.kind, asMarkup(svg)];
    }),
  );
  return {
    darkRules: [...rules],
    show: (...kinds) => shelf(kinds.flatMap((kind) => drawn.get(kind) ?? [])),
  };
}

/** Images side by side. */
export function shelf(images: readonly Markup[]): Markup | '' {
  if (images.length === 0) return '';
  return markup`<div class="charts">${images.map(
    (image) => markup`<figure>${image}</figure>
`,
  )}</div>`;
}
