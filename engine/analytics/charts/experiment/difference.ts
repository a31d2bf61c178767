import type { Unit } from '../../metrics/definitions.ts';
import { shortenTo } from '../labels.ts';
import { across, drawPlot, lineLayers, type Plot } from '../plot.ts';
import { sizes, type Theme } from '../theme.ts';
import { dateTicks, roundTicks, type Tick } from '../ticks.ts';
import type { ExperimentData, ExperimentDifference } from './experiment-data.ts';
import { differenceUnit, signed } from './experiment-text.ts';

const height = 130;

/** An arm's difference from the control over time, within the interval that holds at every look, and the line of none. */
export function drawDifference(
  { arm, points }: ExperimentDifference,
  { unit, arms, minimumReachedAt }: ExperimentData,
  { inside, left, colours }: Pick<Plot, 'inside' | 'left' | 'colours'>,
) {
  const ats = points.map(({ at }) => at);
  const control = arms.find((one) => one.control)?.name ?? 'the control';
  const yTicks = differenceTicks(points, unit);
  const [least, most] = [yTicks[0]?.at ?? 0, yTicks.at(-1)?.at ?? 1];
  const within = (value: number) => Math.min(most, Math.max(least, value));
  const last = points.at(-1);
  const plot: Plot = {
    inside,
    height,
    x: [ats[0] ?? 0, Math.max(ats.at(-1) ?? 1, (ats[0] ?? 0) + 1)],
    xTicks: dateTicks(ats, inside / 70),
    yTicks,
    labels: last
      ? [{ x: last.at, y: within(last.difference), text: signed(last.difference, unit), ink: colours.ink }]
      : [],
    ...(left !== undefined && { left }),
    colours,
  };
  const band = points.map(({ at, low, high }) => ({
    x: at,
    low: within(low ?? least),
    high: within(high ?? most),
  }));
  const line = points.map(({ at, difference }) => ({ x: at, y: within(difference), run: 0 }));
  const heading = `${shortenTo(arm, sizes.heading, inside * 0.35)} against ${shortenTo(control, sizes.heading, inside * 0.25)}`;
  return {
    title: { text: `${heading}${inWhat(unit)}`, fontSize: sizes.heading, offset: 8 },
    ...drawPlot(plot, [
      {
        data: { values: band },
        mark: { type: 'area', color: colours.band, opacity: 1 },
        encoding: { x: across('x'), y: across('low'), y2: { field: 'high' } },
      },
      {
        data: { values: [{ y: 0 }] },
        mark: { type: 'rule', color: colours.ink, strokeWidth: 1.5 },
        encoding: { x: { value: 0 }, x2: { value: 'width' }, y: across('y') },
      },
      ...minimumLayers(minimumReachedAt, plot, colours),
      ...lineLayers(line, { color: colours.main.fill, strokeWidth: 2.5 }),
    ]),
  };
}

const inWhat = (unit: Unit) => (differenceUnit(unit) ? `, in ${differenceUnit(unit)}` : '');

/**
 * What the value axis shows: of the later half of the time all, of the earlier the line alone. The first intervals are
 * so wide that nothing else could be seen.
 */
export function differenceTicks(points: ExperimentDifference['points'], unit: Unit): Tick[] {
  const later = points.slice(Math.floor(points.length / 2));
  const values = [
    0,
    ...later.map(({ difference }) => difference),
    ...later.flatMap(({ low, high }) => (low === null || high === null ? [] : [low, high])),
  ];
  return roundTicks(Math.min(...values), Math.max(...values), 4).map((at) => ({
    at,
    text: signed(at, unit),
  }));
}

/** A line at the day from which something may be decided. */
function minimumLayers(at: number | undefined, { x, height }: Plot, colours: Theme): object[] {
  if (at === undefined || at < x[0] || at > x[1]) return [];
  const right = at > (x[0] + x[1]) / 2;
  return [
    {
      data: { values: [{ x: at }] },
      mark: { type: 'rule', color: colours.soft, strokeDash: [3, 2] },
      encoding: { x: across('x'), y: { value: 0 }, y2: { value: height } },
    },
    {
      data: { values: [{ x: at, text: 'minimum sample' }] },
      mark: {
        type: 'text',
        align: right ? 'right' : 'left',
        dx: right ? -5 : 5,
        baseline: 'middle',
        fontSize: sizes.text,
        color: colours.soft,
      },
      encoding: { x: across('x'), y: { value: height - 7 }, text: { field: 'text' } },
    },
  ];
}
