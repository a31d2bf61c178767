import { describe, expect, it } from 'vitest';
import { samples } from '../testing/samples.ts';
import { textsOf } from '../testing/texts-of.ts';
import { layOut } from './layout.ts';
import { trackFlow } from './track-flow.ts';
import type { TrackFlowData } from './track-flow-data.ts';

const data = samples.trackFlow;
const step = (id: string, reached = 100) => ({
  id,
  title: id,
  kind: 'email',
  reached,
  here: 0,
  goal: 0,
  left: 0,
});
const track = (count: number, ways: TrackFlowData['ways'], reached = 100): TrackFlowData => ({
  title: 'A track',
  unit: 'leads',
  steps: Array.from({ length: count }, (_, n) => step(`s${n}`, reached)),
  ways,
});

describe('a track flow', () => {
  it('writes at each way how many took it, their share of the step, why, and where a jump leads', () => {
    const texts = textsOf(trackFlow(data, { width: 720 }));
    expect(texts).toEqual(
      expect.arrayContaining(['2,097 · 98 %', '989 · 50 %', 'detailed → The long checklist, with examples']),
    );
  });

  it('says beside a step who reached the goal, left or stands there, and where the greatest share left', () => {
    const texts = textsOf(trackFlow(data, { width: 360 }));
    expect(texts).toEqual(expect.arrayContaining(['goal 52 · 4 %', 'left 77 · 5.9 %', 'here 310 · 24 %']));
    expect(JSON.stringify(trackFlow(data, { width: 720 }).title)).toContain(
      'The greatest share left at \\"7 days\\" (5.9 %).',
    );
  });

  it('leaves each of twelve steps room for its name on a phone', () => {
    const { left, right, steps } = layOut(data, 336);
    expect(steps).toHaveLength(12);
    expect(right - left).toBeGreaterThan(150);
    for (const [n, { top }] of steps.entries())
      expect(top).toBeGreaterThan(steps[n - 1]?.ways.at(-1)?.y ?? steps[n - 1]?.bottom ?? -1);
  });

  it('says of no step that many leave there where next to nobody does', () => {
    const few = {
      ...data,
      steps: data.steps.map((one) => ({ ...one, left: one.kind === 'exit' ? one.left : 1 })),
    };
    expect(JSON.stringify(trackFlow(few, { width: 720 }))).not.toContain('greatest share');
  });

  it('shows steps in a row that nobody came to as one', () => {
    const young = track(9, [{ from: 's0', to: 's1', count: 90 }]);
    const steps = young.steps.map((one, n) => (n > 1 ? { ...one, reached: 0 } : one));
    const texts = textsOf(trackFlow({ ...young, steps }, { width: 360 }));
    expect(texts).toContain('7 steps nobody came to');
    expect(texts).not.toContain('s5');
  });

  it('lets no two jumps run along each other on one lane, forth or back', () => {
    const ways = [
      [0, 4],
      [1, 3],
      [2, 6],
      [5, 1],
      [6, 8],
      [3, 5],
    ].map(([from, to]) => ({ from: `s${from}`, to: `s${to}`, count: 40 }));
    const { jumps } = layOut(track(10, ways), 336);
    expect(jumps).toHaveLength(6);
    for (const [n, one] of jumps.entries())
      for (const other of jumps.slice(n + 1)) {
        const apart =
          Math.max(one.from, one.to) < Math.min(other.from, other.to) ||
          Math.max(other.from, other.to) < Math.min(one.from, one.to);
        expect(apart || Math.abs(one.x - other.x) > 4).toBe(true);
      }
  });

  it('keeps within a phone, however many jumps there are', () => {
    const ways = Array.from({ length: 18 }, (_, n) => ({ from: `s${n % 6}`, to: `s${19 - n}`, count: 9 }));
    const { jumps, right, left } = layOut(track(20, ways), 336);
    expect(Math.min(...jumps.map(({ x }) => x))).toBeGreaterThan(0);
    expect(right - left).toBeGreaterThan(130);
  });

  it('gives no share of fewer than 30, and draws no way to a step that is not there', () => {
    const few = track(
      2,
      [
        { from: 's0', to: 's1', count: 5 },
        { from: 's0', to: 'gone', count: 3 },
      ],
      12,
    );
    const texts = textsOf(trackFlow(few, { width: 360 }));
    expect(texts).toContain('5');
    expect(texts.join(' ')).not.toMatch(/%|gone/);
  });
});
