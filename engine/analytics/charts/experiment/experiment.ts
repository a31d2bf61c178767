import { frame, insideOf } from '../frame.ts';
import { axisWidth } from '../plot.ts';
import type { Look, VegaLiteSpec } from '../spec.ts';
import { theme } from '../theme.ts';
import { drawArms } from './arms.ts';
import { differenceTicks, drawDifference } from './difference.ts';
import type { ExperimentData } from './experiment-data.ts';
import { experimentText } from './experiment-text.ts';

/** Differences drawn: those of the first arms. */
const mostDifferences = 4;

/**
 * The arms with their figures and intervals, and beneath how each differed from the control while the experiment ran,
 * within the interval that holds however often one looks. The verdict stands under the title.
 */
export function experiment(data: ExperimentData, look: Look): VegaLiteSpec {
  const colours = theme(look.dark ?? false);
  const inside = insideOf(look);
  const differences = data.differences.filter(({ points }) => points.length > 0);
  const shown = differences.slice(0, mostDifferences);
  const left = Math.max(
    0,
    ...shown.map(({ points }) => axisWidth({ yTicks: differenceTicks(points, data.unit) })),
  );
  const more = differences.length - shown.length;
  const notes = [
    `${data.metric}, with 95 % intervals.`,
    ...(shown.length > 0
      ? ['Beneath: the difference so far, with the interval that holds at every look.']
      : []),
    ...(more > 0 ? [`${more} more arms are compared that are not drawn.`] : []),
  ];
  return frame(
    { title: data.title, notes: [data.verdict, notes.join(' ')], description: experimentText(data) },
    look,
    {
      vconcat: [
        drawArms(data, inside, left, colours),
        ...shown.map((difference) => drawDifference(difference, data, { inside, left, colours })),
      ],
      spacing: 16,
    },
  );
}
