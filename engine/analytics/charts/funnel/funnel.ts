import { count } from '../../metrics/words.ts';
import { minimumSample } from '../../statistics/wilson.ts';
import { frame, insideOf } from '../frame.ts';
import { shareOf } from '../numbers.ts';
import { drawShapes, type Rect, type Text } from '../shapes.ts';
import type { Look, VegaLiteSpec } from '../spec.ts';
import { theme } from '../theme.ts';
import type { FunnelData } from './funnel-data.ts';
import { type Drop, dropsOf, funnelText } from './funnel-text.ts';

const rowHeight = 66;
const barHeight = 18;

/**
 * Stages one beneath the other, each a bar as long as its share of the first; between two of them it is said how many
 * went on, and where most are lost.
 */
export function funnel(data: FunnelData, look: Look): VegaLiteSpec {
  const colours = theme(look.dark ?? false);
  const width = insideOf(look);
  const { stages, unit } = data;
  const first = stages[0]?.count ?? 0;
  const longest = Math.max(1, ...stages.map(({ count }) => count));
  const drops = dropsOf(stages);
  const rects: Rect[] = [];
  const texts: Text[] = [];
  for (const [n, stage] of stages.entries()) {
    const top = n * rowHeight;
    const share = shareOf(stage.count, first);
    const figures = share === undefined ? count(stage.count) : `${count(stage.count)} · ${share}`;
    texts.push(
      { x: 0, y: top + 9, text: stage.name, ink: colours.ink, bold: true, width: width * 0.62 },
      { x: width, y: top + 9, text: figures, ink: colours.ink, align: 'right' },
    );
    const bar = { x: 0, y: top + 20, y2: top + 20 + barHeight };
    const long = stage.count === 0 ? 0 : Math.max(2, (stage.count / longest) * width);
    rects.push({ ...bar, x2: width, fill: colours.faint }, { ...bar, x2: long, fill: colours.main.fill });
    const drop = drops[n];
    const next = stages[n + 1];
    if (drop && next)
      texts.push({
        x: 0,
        y: top + 51,
        text: between(stage.count, next.count, drop),
        ink: drop.greatest ? colours.missing : colours.soft,
        bold: drop.greatest,
        width,
      });
  }
  const notes =
    first === 0
      ? [`No ${unit} yet.`]
      : first < minimumSample
        ? [`Shares are not given: fewer than ${minimumSample} ${unit}.`]
        : [`Number of ${unit}, and their share of those at ${stages[0]?.name}.`];
  const height = Math.max(1, stages.length * rowHeight - (rowHeight - 20 - barHeight));
  return frame(
    { title: data.title, notes, description: funnelText(data) },
    look,
    drawShapes(width, height, { rects, texts }),
  );
}

/** Fits a phone for counts of up to seven figures. */
function between(here: number, next: number, { lost, share, greatest }: Drop): string {
  if (lost < 0) return `↓ ${count(-lost)} more than before: some begin here`;
  if (here === 0) return '↓ nobody to go on';
  const on = shareOf(next, here);
  if (!on || !share) return `↓ ${count(next)} of ${count(here)} went on: too few for a share`;
  return `↓ ${on} went on, ${share} have not (${count(lost)})${greatest ? ': the most lost' : ''}`;
}
