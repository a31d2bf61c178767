import { wrap } from '../labels.ts';
import { sizes } from '../theme.ts';
import type { FlowStep, FlowWay, TrackFlowData } from './track-flow-data.ts';

/** A step at its place, in pixels. */
export interface PlacedStep {
  step: FlowStep;
  title: string[];
  top: number;
  bottom: number;
  /** The ways from it, each with the line it is written in beneath the step. */
  ways: { way: FlowWay; y: number; target: FlowStep; next: boolean }[];
}

/** A way past other steps: from the side of a step along a lane to the side of another. */
export interface PlacedJump {
  way: FlowWay;
  from: number;
  to: number;
  /** The middle of the lane. */
  x: number;
}

export interface FlowLayout {
  /** Where the steps begin and end, in pixels; right of them stands who ended or waits there. */
  left: number;
  right: number;
  height: number;
  steps: PlacedStep[];
  jumps: PlacedJump[];
}

export const lineHeight = 16;
const padding = 8;
const endsWidth = 118;
const widestLane = 11;
const mostLanes = 66;
const arrow = 8;

/** Steps beneath each other in the order of the track; what does not go on to the next one goes along a lane on the left. */
export function layOut({ steps, ways }: TrackFlowData, width: number): FlowLayout {
  const index = new Map(steps.map(({ id }, n) => [id, n]));
  const known = ways.filter(
    ({ from, to, count }) => count > 0 && from !== to && index.has(from) && index.has(to),
  );
  const isNext = ({ from, to }: FlowWay) => index.get(to) === (index.get(from) ?? 0) + 1;
  const jumping = known.filter((way) => !isNext(way));
  const spans = jumping.map(({ from, to }) => [index.get(from) ?? 0, index.get(to) ?? 0] as const);
  const lanes = assignLanes(spans);
  const used = lanes.length === 0 ? 0 : Math.max(...lanes) + 1;
  const laneWidth = used === 0 ? 0 : Math.min(widestLane, mostLanes / used);
  const left = used === 0 ? 0 : Math.ceil(used * laneWidth + arrow + 4);
  const right = width - endsWidth;

  let y = 0;
  const placed = steps.map((step, n): PlacedStep => {
    const title = wrap(step.title || step.id, sizes.text, right - left - 24, 2);
    const ends = [step.goal, step.left, step.here].filter((count) => count > 0).length;
    const top = y;
    const bottom = top + 2 * padding - 2 + Math.max((title.length + 1) * lineHeight, ends * lineHeight);
    const own = known
      .filter(({ from }) => from === step.id)
      .toSorted((a, b) => Number(isNext(b)) - Number(isNext(a)))
      .map((way, line) => ({
        way,
        y: bottom + 6 + (line + 0.5) * lineHeight,
        target: steps[index.get(way.to) ?? 0] as FlowStep,
        next: isNext(way),
      }));
    y =
      bottom + (n === steps.length - 1 ? own.length * lineHeight : Math.max(1, own.length) * lineHeight + 14);
    return { step, title, top, bottom, ways: own };
  });
  const jumps = jumping.map((way, n): PlacedJump => {
    const [from, to] = spans[n] as readonly [number, number];
    const source = placed[from] as PlacedStep;
    const target = placed[to] as PlacedStep;
    const siblings = jumping.filter((other) => other.from === way.from);
    const apart = Math.min(7, (source.bottom - source.top - 20) / siblings.length);
    return {
      way,
      from: source.bottom - 7 - siblings.indexOf(way) * apart,
      to: target.top + 9,
      x: left - arrow - 2 - ((lanes[n] ?? 0) + 0.5) * laneWidth,
    };
  });
  return { left, right, height: Math.max(1, y), steps: placed, jumps };
}

/** For each span a lane, 0 being next to the steps: short ones there, and none on one that it would overlap with. */
function assignLanes(spans: readonly (readonly [number, number])[]): number[] {
  const bounds = spans.map(([a, b], n) => ({ n, low: Math.min(a, b), high: Math.max(a, b) }));
  const taken: { low: number; high: number }[][] = [];
  const lanes: number[] = [];
  for (const span of bounds.toSorted(
    (a, b) => a.high - a.low - (b.high - b.low) || a.low - b.low || a.n - b.n,
  )) {
    let lane = taken.findIndex((others) =>
      others.every(({ low, high }) => high < span.low || low > span.high),
    );
    if (lane < 0) lane = taken.push([]) - 1;
    taken[lane]?.push(span);
    lanes[span.n] = lane;
  }
  return lanes;
}
