import { count } from '../../metrics/words.ts';
import { minimumSample } from '../../statistics/wilson.ts';
import { frame, insideOf } from '../frame.ts';
import { roughWidth } from '../labels.ts';
import { shareOf } from '../numbers.ts';
import { drawShapes, type Path, type Rect, type Text } from '../shapes.ts';
import type { Look, VegaLiteSpec } from '../spec.ts';
import { sizes, type Theme, theme } from '../theme.ts';
import { mostLeft, outcomes, partOf, trackFlowText } from './flow-text.ts';
import { type FlowLayout, layOut, lineHeight, type PlacedJump, type PlacedStep } from './layout.ts';
import type { FlowStep, TrackFlowData } from './track-flow-data.ts';

/**
 * The steps of a track from top to bottom, with how many went each way and their share of the step; beside a step who
 * reached the goal there, left, or stands there still.
 */
export function trackFlow(all: TrackFlowData, look: Look): VegaLiteSpec {
  const data = { ...all, steps: folded(all.steps) };
  const colours = theme(look.dark ?? false);
  const width = insideOf(look);
  const layout = layOut(data, width);
  const most = Math.max(
    1,
    ...[...data.steps.map(({ reached }) => reached), ...data.ways.map((way) => way.count)],
  );
  const worst = mostLeft(data.steps);
  const thick = (n: number) => 1.5 + (6.5 * n) / most;
  const rects: Rect[] = [];
  const paths: Path[] = layout.jumps
    .toSorted((a, b) => a.x - b.x)
    .flatMap((jump) => drawJump(jump, layout, colours));
  const texts: Text[] = [];
  for (const [n, placed] of layout.steps.entries()) {
    rects.push(boxOf(placed, layout, colours));
    texts.push(
      ...titleOf(placed, layout, colours),
      ...endsOf(placed, width, layout, placed.step === worst, colours),
    );
    const below = layout.steps[n + 1];
    for (const { way, y, target, next } of placed.ways) {
      const figures = partOf(way.count, placed.step.reached);
      const x = layout.left + 30;
      const rest = [
        ...(way.name ? [way.name] : []),
        ...(next ? [] : [`→ ${target.title || target.id}`]),
      ].join(' ');
      const after = x + roughWidth(figures, sizes.text) * 1.04 + 7;
      texts.push({ x, y, text: figures, ink: colours.ink, bold: true });
      if (rest && after < width - 20)
        texts.push({ x: after, y, text: rest, ink: colours.soft, width: width - after });
      if (next && below)
        paths.push(...drawDown(layout.left + 15, placed.bottom, below.top, thick(way.count), colours));
    }
  }
  return frame(
    { title: data.title, notes: notesOf(data), description: trackFlowText(all) },
    look,
    drawShapes(width, layout.height, { rects, paths, texts }),
  );
}

/** Steps in a row that nobody came to as one: a long track that is young would be mostly empty boxes. */
function folded(steps: readonly FlowStep[]): FlowStep[] {
  const found: FlowStep[] = [];
  let unreached: FlowStep[] = [];
  const close = () => {
    const [first, ...more] = unreached;
    if (first && more.length === 0) found.push(first);
    else if (first)
      found.push({ ...first, kind: 'not yet', title: `${unreached.length} steps nobody came to` });
    unreached = [];
  };
  for (const step of steps) {
    if (step.reached === 0) {
      unreached.push(step);
      continue;
    }
    close();
    found.push(step);
  }
  close();
  return found;
}

function notesOf(data: TrackFlowData): string[] {
  const said = outcomes(data);
  const most = mostLeft(data.steps);
  const few = data.steps.some(({ reached }) => reached > 0 && reached < minimumSample);
  if ((data.steps[0]?.reached ?? 0) === 0) return [`Not enough data: ${said}.`];
  return [
    `${said[0]?.toUpperCase()}${said.slice(1)}.`,
    ...(most ? [`The greatest share left at "${most.title}" (${shareOf(most.left, most.reached)}).`] : []),
    `Beneath a step: who went on, as a share of it.${few ? ` Of fewer than ${minimumSample} no share is given.` : ''}`,
  ];
}

function boxOf({ step, top, bottom }: PlacedStep, { left, right }: FlowLayout, colours: Theme): Rect {
  if (step.reached === 0)
    return {
      x: left + 1,
      y: top,
      x2: right - 9,
      y2: bottom,
      fill: colours.ground,
      stroke: colours.soft,
      dashed: true,
    };
  const fill = step.kind === 'email' ? colours.band : colours.faint;
  return { x: left, y: top, x2: right - 8, y2: bottom, fill, radius: 6 };
}

function titleOf({ step, title, top }: PlacedStep, { left, right }: FlowLayout, { ink }: Theme): Text[] {
  const at = (line: number) => ({
    x: left + 9,
    y: top + 6 + (line + 0.5) * lineHeight,
    ink,
    width: right - left - 22,
  });
  return [
    ...title.map((text, n) => ({ ...at(n), text, bold: true })),
    { ...at(title.length), text: `${step.kind} · ${count(step.reached)}` },
  ];
}

/** Who went no further than this step, in words and with a mark. */
function endsOf(
  { step, top }: PlacedStep,
  width: number,
  { right }: FlowLayout,
  worst: boolean,
  colours: Theme,
): Text[] {
  const ends = [
    { n: step.goal, word: 'goal', ink: colours.main.fill, bold: true },
    { n: step.left, word: 'left', ink: worst ? colours.missing : colours.soft, bold: worst },
    { n: step.here, word: 'here', ink: colours.soft, bold: false },
  ];
  return ends
    .filter(({ n }) => n > 0)
    .map(({ n, word, ink, bold }, line) => ({
      x: right,
      y: top + 6 + (line + 0.5) * lineHeight,
      text: `${word} ${partOf(n, step.reached)}`,
      ink,
      bold,
      width: width - right,
    }));
}

function drawDown(x: number, from: number, to: number, thick: number, { soft }: Theme): Path[] {
  const head = Math.max(4, thick);
  return [
    { d: `M${x},${from + 1}V${to - head - 1}`, stroke: soft, strokeWidth: Math.round(thick * 2) / 2 },
    { d: `M${x - head},${to - head - 2}H${x + head}L${x},${to - 1}Z`, fill: soft },
  ];
}

/** Along a lane, with round corners; the ground around it keeps crossing ones apart. */
function drawJump(
  { way: _, from, to, x }: PlacedJump,
  { left }: FlowLayout,
  { soft, ground }: Theme,
): Path[] {
  const r = 4;
  const down = to > from ? 1 : -1;
  const d =
    `M${left - 1},${from}H${x + r}q${-r},0 ${-r},${r * down}V${to - r * down}` +
    `q0,${r * down} ${r},${r * down}H${left - 6}`;
  return [
    { d, stroke: ground, strokeWidth: 4 },
    { d, stroke: soft, strokeWidth: 1.5 },
    { d: `M${left - 7},${to - 4}V${to + 4}L${left - 1},${to}Z`, fill: soft },
  ];
}
