import { roughWidth } from './labels.ts';
import { sizes, type Theme } from './theme.ts';
import type { Tick } from './ticks.ts';

/** A text at the end of a line, or anywhere else in a plot. */
export interface PlotLabel {
  x: number;
  y: number;
  text: string;
  ink: string;
  bold?: boolean;
}

export interface Plot {
  /** Of the drawing with its labels, in pixels. */
  inside: number;
  height: number;
  /** What the axes go from and to, in data. */
  x: readonly [number, number];
  xTicks: readonly Tick[];
  yTicks: readonly Tick[];
  /** Stand right of their point, moved up or down so that none lies upon another. */
  labels?: readonly PlotLabel[];
  /** What the labels of the value axis have, where several plots stand beneath each other; else what they need. */
  left?: number;
  colours: Theme;
}

const lineHeight = 15;
const besides = 7;

const wide = ({ text }: { text: string }) => Math.ceil(roughWidth(text, sizes.text)) + besides;

/** What the labels of the value axis need, in pixels. */
export const axisWidth = ({ yTicks }: Pick<Plot, 'yTicks'>): number => Math.max(0, ...yTicks.map(wide));

/** What is left of the width by the labels of the value axis, and by those that stand right of where lines end. */
export function plotWidth({ inside, x, yTicks, labels = [], left }: Plot): number {
  const room = inside - (left ?? axisWidth({ yTicks }));
  const each = labels.map(
    (label) => (room - wide(label)) / Math.max(0.01, (label.x - x[0]) / (x[1] - x[0] || 1)),
  );
  return Math.floor(Math.min(room - sizes.text, ...each));
}

/** Marks of a plot share its scales: `x` and `y` of their rows are data. */
export const across = (field: string) => ({ field, type: 'quantitative' as const });

/** Layers upon a ground of lines to read by, with the labels of both axes and of what is drawn. */
export function drawPlot(plot: Plot, layers: readonly object[]) {
  const { height, x, yTicks, labels = [], colours } = plot;
  const width = plotWidth(plot);
  const y = [yTicks[0]?.at ?? 0, yTicks.at(-1)?.at ?? 1] as const;
  const text = { type: 'text', fontSize: sizes.text, baseline: 'middle' };
  const soft = { ...text, color: colours.soft };
  const placed = placeLabels(plot, width, y);
  const endText = (mark: object) => ({
    data: { values: placed },
    mark: { ...text, align: 'left', dx: besides, ...mark },
    encoding: { x: across('x'), y: across('y'), text: { field: 'text' } },
  });
  return {
    width,
    height,
    encoding: {
      x: {
        field: 'x',
        type: 'quantitative',
        scale: { domain: [...x], nice: false, zero: false },
        axis: null,
      },
      y: {
        field: 'y',
        type: 'quantitative',
        scale: { domain: [...y], nice: false, zero: false },
        axis: null,
      },
    },
    layer: [
      {
        data: { values: yTicks.map(({ at }) => ({ y: at })) },
        mark: { type: 'rule', color: colours.faint },
        encoding: { x: { value: 0 }, x2: { value: width }, y: across('y') },
      },
      {
        data: { values: yTicks.map(({ at, text }) => ({ y: at, text })) },
        mark: { ...soft, align: 'right' },
        encoding: { x: { value: -besides }, y: across('y'), text: { field: 'text' } },
      },
      {
        data: { values: tickLabels(plot, width) },
        mark: { ...soft, align: 'center' },
        encoding: { x: across('x'), y: { value: height + lineHeight }, text: { field: 'text' } },
      },
      ...layers,
      // The ground around the letters keeps them readable upon lines.
      ...(labels.length > 0
        ? [
            endText({ stroke: colours.ground, strokeWidth: 4, strokeJoin: 'round', fontWeight: 600 }),
            {
              ...endText({ fontWeight: 600 }),
              encoding: {
                ...endText({}).encoding,
                color: { field: 'ink', type: 'nominal', scale: null },
              },
            },
          ]
        : []),
    ],
  };
}

/** Labels of the axis beneath: within the drawing, though their instant be at its edge. */
function tickLabels({ inside, x, xTicks, yTicks, left }: Plot, width: number) {
  const from = -(left ?? axisWidth({ yTicks }));
  const perPixel = (x[1] - x[0] || 1) / width;
  return xTicks.map(({ at, text }) => {
    const half = roughWidth(text, sizes.text) / 2;
    const middle = Math.min(inside + from - half, Math.max(from + half, (at - x[0]) / perPixel));
    return { x: x[0] + middle * perPixel, text };
  });
}

/** From top to bottom each is moved down until it is free of those above; what falls out at the bottom moves all up. */
function placeLabels({ height, x, labels = [] }: Plot, width: number, y: readonly [number, number]) {
  const toX = (value: number) => ((value - x[0]) / (x[1] - x[0] || 1)) * width;
  const toY = (value: number) => height - ((value - y[0]) / (y[1] - y[0])) * height;
  const boxes = labels
    .map((label) => ({ label, left: toX(label.x), top: toY(label.y) }))
    .toSorted((a, b) => a.top - b.top);
  const far = (a: (typeof boxes)[number], b: (typeof boxes)[number]) =>
    a.left > b.left + roughWidth(b.label.text, sizes.text) + besides ||
    b.left > a.left + roughWidth(a.label.text, sizes.text) + besides;
  for (const [n, box] of boxes.entries())
    for (const above of boxes.slice(0, n))
      if (!far(box, above)) box.top = Math.max(box.top, above.top + lineHeight);
  for (const [n, box] of [...boxes.entries()].reverse()) {
    box.top = Math.min(box.top, height - 4);
    for (const below of boxes.slice(n + 1))
      if (!far(box, below)) box.top = Math.min(box.top, below.top - lineHeight);
  }
  return boxes.map(({ label, top }) => ({
    ...label,
    y: y[0] + ((height - top) / height) * (y[1] - y[0]),
  }));
}

/** Stretches of rows without a hole, each with a number of its own: a line is not drawn through what is not known. */
export function runsOf<Row extends { y: number | null }>(
  rows: readonly Row[],
): (Row & { run: number; y: number })[] {
  let run = 0;
  const found: (Row & { run: number; y: number })[] = [];
  for (const row of rows) {
    if (row.y === null) run++;
    else found.push({ ...row, y: row.y, run });
  }
  return found;
}

/** A line through rows with `x`, `y` and `run`; one that stands alone is a dot. */
export function lineLayers(
  values: readonly { x: number; y: number; run: number }[],
  mark: { color: string; strokeDash?: readonly number[]; strokeWidth?: number },
): object[] {
  const alone = values.filter(({ run }) => values.filter((row) => row.run === run).length === 1);
  return [
    {
      data: { values },
      mark: { type: 'line', strokeWidth: 2, strokeJoin: 'round', ...mark },
      encoding: { detail: { field: 'run', type: 'nominal' } },
    },
    ...(alone.length > 0
      ? [
          {
            data: { values: alone },
            mark: { type: 'point', filled: true, opacity: 1, size: 28, color: mark.color },
          },
        ]
      : []),
  ];
}
