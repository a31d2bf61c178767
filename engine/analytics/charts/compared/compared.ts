import { count } from '../../../program/count-words.ts';
import { frame, insideOf } from '../frame.ts';
import { roughWidth, shorten } from '../labels.ts';
import { drawShapes, type Path, type Rect, type Text } from '../shapes.ts';
import type { Look, VegaLiteSpec } from '../spec.ts';
import { sizes, theme } from '../theme.ts';
import type { ComparedData, ComparedFigure } from './compared-data.ts';

const rowHeight = 54;
const baseTop = 20;
const proposedTop = 33;
const barHeight = 11;
/** A small chart: more than these are not read. */
const mostFigures = 8;

/** A row for each figure, on a scale of its own: how it is above, how it would be beneath, and both in words. */
export function compared(data: ComparedData, look: Look): VegaLiteSpec {
  const colours = theme(look.dark ?? false);
  const width = insideOf(look);
  const shown = data.figures.slice(0, mostFigures);
  const rects: Rect[] = [];
  const paths: Path[] = [];
  const texts: Text[] = [];
  for (const [n, figure] of shown.entries()) {
    const top = n * rowHeight;
    const words = figureWords(figure);
    const most = Math.max(figure.base, figure.low, figure.high) || 1;
    const to = (value: number) => Math.max(2, (value / most) * width);
    texts.push(
      {
        x: 0,
        y: top + 9,
        text: figure.name,
        ink: colours.ink,
        bold: true,
        width: Math.max(width * 0.3, width - roughWidth(words, sizes.text) - 12),
      },
      { x: width, y: top + 9, text: words, ink: colours.ink, align: 'right', width: width * 0.66 },
    );
    const bar = (y: number, value: number, fill: string) => {
      if (value > 0) rects.push({ x: 0, y, x2: to(value), y2: y + barHeight, fill });
    };
    bar(top + baseTop, figure.base, colours.steps[1]?.fill ?? colours.faint);
    bar(top + proposedTop, figure.low, colours.main.fill);
    if (figure.high > figure.low) {
      const y = top + proposedTop + barHeight / 2;
      const [from, until] = [Math.min(to(figure.low), width - 3), Math.min(to(figure.high), width - 1)];
      paths.push({
        d: `M${from},${y}H${until}M${until},${y - 4}V${y + 4}`,
        stroke: colours.ink,
        dashed: true,
      });
    }
  }
  const notes = [
    ...(data.subtitle ? [data.subtitle] : []),
    shown.length === 0
      ? 'No figure differs.'
      : 'Pale: as it is. Dark: with the change, each on its own scale.',
    ...(shown.some(({ low, high }) => high > low) ? ['Dashed: as far as it may come.'] : []),
  ];
  return frame(
    { title: data.title, notes: [notes.join(' ')], description: comparedText(data) },
    look,
    drawShapes(width, Math.max(1, shown.length * rowHeight - 8), { rects, paths, texts }),
  );
}

/** What the chart shows, in one sentence. */
export function comparedText({ title, figures }: ComparedData): string {
  const each = figures.slice(0, mostFigures).map((figure) => `${figure.name} ${figureWords(figure)}`);
  return shorten(`${title}: ${each.join('; ') || 'no figure differs'}.`, 2_000);
}

/** `1,076 instead of 1,188`, or `32 to 40 instead of 36`. */
function figureWords({ base, low, high }: ComparedFigure): string {
  return `${low === high ? count(low) : `${count(low)} to ${count(high)}`} instead of ${count(base)}`;
}
