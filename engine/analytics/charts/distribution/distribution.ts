import { count, inUnit } from '../../metrics/words.ts';
import { frame, insideOf } from '../frame.ts';
import { shortenTo } from '../labels.ts';
import { inWords } from '../numbers.ts';
import { across, drawPlot, type Plot, plotWidth } from '../plot.ts';
import type { Look, VegaLiteSpec } from '../spec.ts';
import { sizes, type Theme, theme } from '../theme.ts';
import { roundTicks } from '../ticks.ts';
import type { DistributionData } from './distribution-data.ts';
import { distributionText, known, waitingText } from './distribution-text.ts';

const height = 180;
/** How far beneath the top the interval of the median is. */
const bracket = 22;

/** Bars of how many there are of each length; the median with its interval above them, those who still wait beneath. */
export function distribution(data: DistributionData, look: Look): VegaLiteSpec {
  const colours = theme(look.dark ?? false);
  const inside = insideOf(look);
  const any = known(data) > 0;
  const bins = placed(data.bins);
  const [from, to] = [bins[0]?.x ?? 0, bins.at(-1)?.x2 ?? 1];
  const highest = Math.max(1, ...data.bins.map(({ count }) => count));
  const plot: Plot = {
    inside,
    height,
    x: [from, to],
    xTicks: any ? binTicks(data, inside / 50) : [],
    // The median stands above the bars.
    yTicks: any
      ? roundTicks(0, highest * 1.25, 4)
          .filter(Number.isInteger)
          .map((at) => ({ at, text: count(at) }))
      : [],
    colours,
  };
  return frame(
    { title: data.title, notes: notesOf(data), description: distributionText(data) },
    look,
    drawPlot(plot, [
      {
        data: { values: bins },
        mark: { type: 'rect', color: colours.main.fill, stroke: colours.ground, strokeWidth: 1 },
        encoding: { x: across('x'), x2: { field: 'x2' }, y: across('y'), y2: { datum: 0 } },
      },
      ...medianLayers(data, [from, to], colours),
      ...waitingLayers(data, plotWidth(plot), colours),
    ]),
  );
}

/** The last bin without an end is as wide as the others. */
function placed(bins: DistributionData['bins']) {
  const width = (bins[0]?.to ?? 1) - (bins[0]?.from ?? 0);
  return bins.map(({ from, to, count }) => ({ x: from, x2: to ?? from + width, y: count }));
}

function binTicks({ bins, unit }: DistributionData, most: number) {
  const every = Math.max(1, Math.ceil(bins.length / most));
  const from = (n: number) => bins[n]?.from ?? 0;
  return bins.flatMap(({ to }, n) => {
    if (n % every !== 0) return [];
    const open = to === undefined;
    const text = n === 0 ? inUnit(from(n), unit) : String(Number(from(n).toPrecision(3)));
    return [{ at: from(n), text: open ? `${text}+` : text }];
  });
}

/** A line at the median, its interval as a bracket at the top; where that goes on past the axis, it has no end there. */
function medianLayers(
  { median, unit }: DistributionData,
  [from, to]: [number, number],
  { ink }: Theme,
): object[] {
  const { value, low, high } = median;
  if (value === null || value < from || value > to) return [];
  const text = `median ${inUnit(value, unit)}`;
  const right = value > (from + to) / 2;
  const rule = { type: 'rule', color: ink, strokeWidth: 1.5 };
  const ends = [low, high].filter((end) => end !== null && end >= from && end <= to).map((x) => ({ x }));
  const known = low !== null || high !== null;
  const within = (x: number) => Math.min(to, Math.max(from, x));
  return [
    {
      data: { values: [{ x: value }] },
      mark: { ...rule, strokeWidth: 2, strokeDash: [5, 3] },
      encoding: { x: across('x'), y: { value: 0 }, y2: { value: height } },
    },
    {
      data: { values: known ? [{ x: within(low ?? from), x2: within(high ?? to) }] : [] },
      mark: rule,
      encoding: { x: across('x'), x2: { field: 'x2' }, y: { value: bracket } },
    },
    {
      data: { values: ends },
      mark: rule,
      encoding: { x: across('x'), y: { value: bracket - 4 }, y2: { value: bracket + 4 } },
    },
    {
      data: { values: [{ x: value, text }] },
      mark: {
        type: 'text',
        align: right ? 'right' : 'left',
        dx: right ? -6 : 6,
        baseline: 'middle',
        fontSize: sizes.text,
        fontWeight: 600,
        color: ink,
      },
      encoding: { x: across('x'), y: { value: 9 }, text: { field: 'text' } },
    },
  ];
}

/** All of them as one bar beneath: those of the histogram, and within a dashed line those who still wait. */
function waitingLayers(data: DistributionData, width: number, colours: Theme): object[] {
  const waiting = data.waiting ?? 0;
  const all = known(data) + waiting;
  if (waiting === 0) return [];
  const top = height + 52;
  const done = Math.round((known(data) / all) * width);
  const part = (from: number, to: number, mark: object) => ({
    data: { values: [{}] },
    mark: { type: 'rect', cornerRadius: 3, ...mark },
    encoding: { x: { value: from }, x2: { value: to }, y: { value: top }, y2: { value: top + 14 } },
  });
  return [
    {
      data: { values: [{ text: shortenTo(`${waitingText(data)}, in no bar`, sizes.text, width) }] },
      mark: { type: 'text', align: 'left', baseline: 'middle', fontSize: sizes.text, color: colours.ink },
      encoding: { x: { value: 0 }, y: { value: top - 13 }, text: { field: 'text' } },
    },
    ...(done > 2 ? [part(0, done - 2, { color: colours.main.fill })] : []),
    part(Math.min(done, width - 3), width, { filled: false, stroke: colours.ink, strokeDash: [3, 2] }),
  ];
}

function notesOf(data: DistributionData): string[] {
  const n = known(data);
  if (n === 0) return ['Not enough data to show.'];
  return [`${count(n)} ${data.counted}. Median ${inWords(data.median, data.unit)}.`];
}
