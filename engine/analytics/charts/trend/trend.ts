import { inUnit } from '../../metrics/words.ts';
import { frame, insideOf } from '../frame.ts';
import { across, drawPlot, lineLayers, type Plot, type PlotLabel, runsOf } from '../plot.ts';
import type { Look, VegaLiteSpec } from '../spec.ts';
import { theme } from '../theme.ts';
import { dateTicks, valueTicks } from '../ticks.ts';
import type { TrendData, TrendPoint } from './trend-data.ts';
import { leftOut, stretchesWithout, trendText } from './trend-text.ts';

const height = 190;

/** A line with its interval as a band, the period before dashed; what has not enough data is a hole. */
export function trend(data: TrendData, look: Look): VegaLiteSpec {
  const colours = theme(look.dark ?? false);
  const inside = insideOf(look);
  const { points, unit, step } = data;
  const xs = points.map(({ at }) => at);
  const rows = points.map(({ at, value, low, high }) => ({ x: at, y: value, low, high }));
  const before = (data.before ?? [])
    .slice(0, points.length)
    .map(({ value }, n) => ({ x: xs[n] ?? 0, y: value }));
  const here = runsOf(rows);
  const earlier = runsOf(before);
  const bounds = here.flatMap(({ y, low, high }) => [y, low ?? y, high ?? y]);
  const label = (row: { x: number; y: number } | undefined, text: string, ink: string): PlotLabel[] =>
    row ? [{ x: row.x, y: row.y, text: `${text}${inUnit(row.y, unit)}`, ink }] : [];
  const plot: Plot = {
    inside,
    height,
    x: [xs[0] ?? 0, Math.max(xs.at(-1) ?? 1, (xs[0] ?? 0) + 1)],
    xTicks: dateTicks(xs, inside / 70, step),
    yTicks: valueTicks([...bounds, ...earlier.map(({ y }) => y)], unit),
    labels: [...label(here.at(-1), '', colours.ink), ...label(earlier.at(-1), 'before ', colours.soft)],
    colours,
  };
  const withBand = here.filter(({ low, high }) => low !== null && high !== null);
  return frame(
    {
      title: data.title,
      notes: notesOf(data, here.length > 0, withBand.length > 0),
      description: trendText(data),
    },
    look,
    drawPlot(plot, [
      ...holes(points, colours.faint),
      {
        data: { values: withBand },
        mark: { type: 'area', color: colours.band, opacity: 1 },
        encoding: { y: across('low'), y2: { field: 'high' }, detail: { field: 'run', type: 'nominal' } },
      },
      ...lineLayers(earlier, { color: colours.soft, strokeDash: [4, 3], strokeWidth: 1.5 }),
      ...lineLayers(here, { color: colours.main.fill, strokeWidth: 2.5 }),
    ]),
  );
}

function notesOf(data: TrendData, any: boolean, band: boolean): string[] {
  if (!any) return ['Not enough data to show.'];
  const without = leftOut(data);
  return [
    [
      ...(data.unreliable ? ['Unreliable: some mail programs open what nobody reads.'] : []),
      `By ${data.step}${band ? ', with the 95 % interval' : ''}.`,
      ...(data.before && data.before.length > 0 ? ['Dashed: the period before.'] : []),
      ...(without ? [`${without}.`] : []),
    ].join(' '),
  ];
}

/** A ground under each stretch that is left out, half a step to both sides. */
function holes(points: readonly TrendPoint[], fill: string): object[] {
  const half = points.length > 1 ? ((points[1]?.at ?? 0) - (points[0]?.at ?? 0)) / 2 : 0;
  const values = stretchesWithout(points).map(([first, last]) => ({
    x: Math.max(first.at - half, points[0]?.at ?? 0),
    x2: Math.min(last.at + half, points.at(-1)?.at ?? 0),
  }));
  if (values.length === 0) return [];
  return [
    {
      data: { values },
      mark: { type: 'rect', color: fill },
      encoding: { x: across('x'), x2: { field: 'x2' }, y: { value: 0 }, y2: { value: height } },
    },
  ];
}
