import { inUnit } from '../../metrics/words.ts';
import { frame, insideOf } from '../frame.ts';
import { roughWidth } from '../labels.ts';
import { drawShapes, type Path, type Rect, type Text } from '../shapes.ts';
import type { Look, VegaLiteSpec } from '../spec.ts';
import { sizes, theme } from '../theme.ts';
import type { Bar, BarsData } from './bars-data.ts';
import { barsText, mostBars } from './bars-text.ts';

const rowHeight = 46;
const barTop = 20;
const barHeight = 14;

/** A row for each: its name and figure above, its bar beneath, with the interval as a whisker upon it. */
export function bars(data: BarsData, look: Look): VegaLiteSpec {
  const colours = theme(look.dark ?? false);
  const width = insideOf(look);
  const shown = data.bars.slice(0, mostBars);
  const longest = Math.max(0, ...shown.flatMap(({ value, high }) => [value ?? 0, high ?? 0])) || 1;
  const rects: Rect[] = [];
  const paths: Path[] = [];
  const texts: Text[] = [];
  for (const [n, bar] of shown.entries()) {
    const top = n * rowHeight;
    const figure = figureOf(bar, data.unit);
    const room = width - roughWidth(figure, sizes.text) - 12;
    const { value, low, high } = bar;
    texts.push(
      {
        x: 0,
        y: top + 9,
        text: bar.marked ? `↓ ${bar.name}` : bar.name,
        ink: bar.marked ? colours.missing : colours.ink,
        bold: true,
        width: Math.max(room, width * 0.3),
      },
      {
        x: width,
        y: top + 9,
        text: figure,
        ink: value === null ? colours.soft : colours.ink,
        align: 'right',
        width: width * 0.66,
      },
    );
    const box = { x: 0, y: top + barTop, y2: top + barTop + barHeight };
    rects.push({ ...box, x2: width, fill: colours.faint });
    if (value === null) continue;
    const to = (share: number) => (Math.max(0, share) / longest) * width;
    if (value > 0)
      rects.push({
        ...box,
        x2: Math.max(2, to(value)),
        fill: bar.marked ? colours.missing : colours.main.fill,
      });
    if (low !== null && high !== null)
      paths.push(...whisker(Math.min(to(low), width - 4), Math.min(to(high), width - 2), box, colours));
  }
  const more = data.bars.length - shown.length;
  const any = shown.some(({ low }) => low !== null);
  const notes = [
    ...(data.subtitle ? [data.subtitle] : []),
    ...(shown.length === 0 ? ['No figures yet.'] : []),
    ...(any ? ['Lines: 95 % intervals.'] : []),
    ...(more > 0 ? [`${more} more are not shown.`] : []),
  ];
  return frame(
    { title: data.title, notes: notes.length > 0 ? [notes.join(' ')] : [], description: barsText(data) },
    look,
    drawShapes(width, Math.max(1, shown.length * rowHeight - 10), { rects, paths, texts }),
  );
}

function figureOf({ value, note }: Bar, unit: BarsData['unit']): string {
  const figure = value === null ? 'not enough data' : inUnit(value, unit);
  return note ? `${note} · ${figure}` : figure;
}

/** Drawn twice: the ground around the line keeps it apart from the bar. */
function whisker(
  from: number,
  to: number,
  { y, y2 }: { y: number; y2: number },
  colours: { ink: string; ground: string },
): Path[] {
  const middle = (y + y2) / 2;
  const left = Math.max(from, 3);
  const right = Math.max(to - 1, left);
  const d = `M${left},${middle - 4}V${middle + 4}M${left},${middle}H${right}M${right},${middle - 4}V${middle + 4}`;
  return [
    { d, stroke: colours.ground, strokeWidth: 4 },
    { d, stroke: colours.ink, strokeWidth: 1.5 },
  ];
}
