import { frame, insideOf } from '../frame.ts';
import { shortenTo } from '../labels.ts';
import { percent } from '../numbers.ts';
import { drawPlot, lineLayers, type Plot } from '../plot.ts';
import type { Look, VegaLiteSpec } from '../spec.ts';
import { sizes, theme } from '../theme.ts';
import { valueTicks } from '../ticks.ts';
import type { Cohort, CohortsData } from './cohorts-data.ts';
import { cohortsText, lastOf } from './cohorts-text.ts';

const height = 240;

/** A line for each cohort, the share that had reached it by the week since; its name stands where the line ends. */
export function cohorts(data: CohortsData, look: Look): VegaLiteSpec {
  const colours = theme(look.dark ?? false);
  const inside = insideOf(look);
  const known = data.cohorts.flatMap((cohort) => {
    const last = lastOf(cohort);
    return last ? [{ cohort, last }] : [];
  });
  const shown = known.slice(-colours.lines.length);
  const weeks = Math.max(1, ...shown.map(({ last }) => last.week));
  const yTicks = valueTicks(
    [0, ...shown.flatMap(({ cohort, last }) => curveOf(cohort, last.week).map(({ y }) => y))],
    'share',
  );
  // Curves rise: a name beside the end of a short one would lie upon the longer ones, beneath it seldom does.
  const beneath = ((yTicks.at(-1)?.at ?? 1) * 11) / height;
  const plot: Plot = {
    inside,
    height,
    x: [0, weeks],
    xTicks: weekTicks(weeks, inside / 60),
    yTicks,
    labels: shown.map(({ cohort, last }) => ({
      x: last.week,
      y: last.week < weeks ? last.share - beneath : last.share,
      text: `${shortenTo(cohort.name, sizes.text, inside * 0.2)} ${percent(last.share)}`,
      ink: colours.ink,
    })),
    colours,
  };
  const lines = shown.flatMap(({ cohort, last }, n) => {
    const { stroke, dash } = colours.lines[n] ?? { stroke: colours.ink, dash: [] };
    return [
      ...lineLayers(curveOf(cohort, last.week), { color: stroke, strokeDash: dash }),
      {
        data: { values: [{ x: last.week, y: last.share }] },
        mark: { type: 'point', filled: true, opacity: 1, size: 36, color: stroke },
      },
    ];
  });
  return frame(
    {
      title: data.title,
      notes: notesOf(data, known.length, shown.length),
      description: cohortsText({ ...data, cohorts: data.cohorts.slice(-colours.lines.length) }),
    },
    look,
    drawPlot(plot, lines),
  );
}

/** From nothing on the day they came. */
const curveOf = ({ shares }: Cohort, weeks: number) =>
  [0, ...shares.slice(0, weeks)].map((share, x) => ({ x, y: share ?? 0, run: 0 }));

function weekTicks(weeks: number, most: number) {
  const every = [1, 2, 4, 8, 13, 26, 52].find((n) => weeks / n <= most) ?? Math.ceil(weeks / most);
  return Array.from({ length: Math.floor(weeks / every) + 1 }, (_, n) => ({
    at: n * every,
    text: n === 0 ? 'week 0' : String(n * every),
  }));
}

function notesOf({ cohorts, unit, reached }: CohortsData, known: number, shown: number): string[] {
  if (known === 0) return ['Not enough data to show.'];
  const without = cohorts.length - known;
  return [
    [
      `Share of ${unit} that had ${reached}, by weeks since they came; a line ends where not all have had that long.`,
      ...(known > shown
        ? [`${known - shown} earlier ${known - shown === 1 ? 'one is' : 'ones are'} not shown.`]
        : []),
      ...(without > 0 ? [`${without} with not enough data ${without === 1 ? 'is' : 'are'} left out.`] : []),
    ].join(' '),
  ];
}
