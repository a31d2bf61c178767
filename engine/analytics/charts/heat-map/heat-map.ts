import { distinctLabels, roughWidth, shortCount, wrap } from '../labels.ts';
import type { Look, VegaLiteSpec } from '../spec.ts';
import { chartConfig, sizes, type Theme, theme } from '../theme.ts';
import type { HeatMapData, HeatMapPanel } from './heat-map-data.ts';
import { heatMapText } from './heat-map-text.ts';

const rowHeight = 26;
const edge = 12;
const between = 20;
/** Panels stand two in a row where each has this much. */
const narrowestPanel = 320;

/**
 * Counts in a grid, or in several: more is darker (on a dark ground lighter), the count stands in each cell, and a gap
 * is said by a word. Readable from 320 pixels on.
 */
export function heatMap(data: HeatMapData, look: Look): VegaLiteSpec {
  const colours = theme(look.dark ?? false);
  const inside = look.width - 2 * edge;
  const across = data.panels.length > 1 && inside >= 2 * narrowestPanel + between ? 2 : 1;
  const width = Math.floor((inside - (across - 1) * between) / across);
  const key = [
    `Number of ${data.unit}; ${look.dark ? 'lighter' : 'darker'} is more.`,
    ...(data.panels.some(({ cells }) => cells.flat().some(({ gap }) => gap))
      ? [`gap: no ${data.unit}${data.totalsName ? `, though ${data.totalsName} are there` : ''}.`]
      : []),
  ];
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: heatMapText(data),
    padding: edge,
    title: {
      text: wrap(data.title, sizes.title, inside),
      subtitle: wrap(key.join(' '), sizes.text, inside),
    },
    columns: across,
    spacing: between,
    config: chartConfig(colours),
    concat: data.panels.map((panel) => drawPanel(data, panel, width, colours)),
  };
}

/** A panel takes all of its width: row labels, cells, and the room that slanted column labels need on the right. */
function drawPanel(data: HeatMapData, panel: HeatMapPanel, width: number, colours: Theme) {
  const totals = panel.totals ? [data.totalsName ?? 'total'] : [];
  const rows = distinctLabels([...totals, ...data.rows], sizes.text, width * 0.4);
  const side = Math.ceil(Math.max(...rows.map((row) => roughWidth(row, sizes.text)))) + 10;
  const columns = distinctLabels(data.columns, sizes.text, 120);
  const widest = Math.max(...columns.map((column) => roughWidth(column, sizes.text)));
  const slanted = widest > (width - side) / columns.length - 4;
  const overhang = slanted ? Math.ceil(roughWidth(columns.at(-1) ?? '', sizes.text) * 0.5) : 0;
  const plot = width - side - overhang;

  const at = (row: number, column: number) => ({ row: rows[row], column: columns[column] });
  const filled: object[] = [];
  const gaps: object[] = [];
  const texts: object[] = (panel.totals ?? []).map((total, column) => ({
    ...at(0, column),
    text: shortCount(total),
    ink: colours.soft,
  }));
  for (const [row, cells] of panel.cells.entries()) {
    for (const [column, { count, gap }] of cells.entries()) {
      const place = at(row + totals.length, column);
      const step = colours.steps[stepOf(count)];
      if (step) filled.push({ ...place, fill: step.fill });
      else if (gap) gaps.push(place);
      const text = step ? shortCount(count) : gap ? 'gap' : '–';
      texts.push({ ...place, text, ink: step?.ink ?? (gap ? colours.missing : colours.soft) });
    }
  }
  const x = { field: 'column', type: 'nominal' as const, scale: { domain: columns, padding: 0.06 } };
  const y = { field: 'row', type: 'nominal' as const, scale: { domain: rows, padding: 0.1 } };
  const slant = slanted
    ? { labelAngle: -40, labelAlign: 'left' as const, labelBaseline: 'middle' as const }
    : { labelAngle: 0 };
  return {
    title: { text: wrap(panel.title, sizes.heading, width), fontSize: sizes.heading, offset: 6 },
    width: plot,
    height: rows.length * rowHeight,
    encoding: {
      x: { ...x, axis: { orient: 'top' as const, labelPadding: 4, ...slant } },
      y: { ...y, axis: { labelPadding: 8, minExtent: side, maxExtent: side } },
    },
    layer: [
      {
        data: { values: filled },
        mark: { type: 'rect' as const, cornerRadius: 3 },
        encoding: { fill: { field: 'fill', type: 'nominal' as const, scale: null } },
      },
      {
        data: { values: gaps },
        mark: {
          type: 'rect' as const,
          cornerRadius: 3,
          filled: false,
          stroke: colours.missing,
          strokeDash: [3, 2],
        },
      },
      {
        data: { values: texts },
        mark: { type: 'text' as const, fontSize: sizes.text, fontWeight: 600 as const },
        encoding: {
          text: { field: 'text' },
          color: { field: 'ink', type: 'nominal' as const, scale: null },
        },
      },
    ],
  };
}

/** 1, 2, 3–4, 5–9, 10 and more: the first ones matter most. Of nothing there is none. */
function stepOf(count: number): number {
  return [1, 2, 3, 5, 10].findLastIndex((from) => count >= from);
}
