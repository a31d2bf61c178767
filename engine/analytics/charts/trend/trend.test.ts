import { describe, expect, it } from 'vitest';
import { samples } from '../testing/samples.ts';
import { textsOf } from '../testing/texts-of.ts';
import { trend } from './trend.ts';
import type { TrendData } from './trend-data.ts';

type Layer = {
  mark: { type: string; strokeDash?: number[] };
  data: { values: { x: number; run: number }[] };
};
const layers = (data: TrendData, type: string) =>
  (trend(data, { width: 360 }) as unknown as { layer: Layer[] }).layer.filter(
    ({ mark }) => mark.type === type,
  );
const subtitle = (data: TrendData) =>
  (trend(data, { width: 720 }).title as unknown as { subtitle: string[] }).subtitle.join(' ');

describe('a trend', () => {
  it('draws no line through what has not enough data, and says how much that is', () => {
    const [, line] = layers(samples.trend, 'line');
    expect(line?.data.values.map(({ run }) => run)).toEqual([0, 0, 0, 0, 2, 2, 2, 2, 2, 2]);
    expect(subtitle(samples.trend)).toContain('2 of 12 weeks have not enough data and are left out.');
  });

  it('draws the period before dashed and beneath the same instants', () => {
    const [before, here] = layers(samples.trend, 'line');
    expect(before?.mark.strokeDash).toBeDefined();
    expect(here?.mark.strokeDash).toBeUndefined();
    expect(before?.data.values[0]?.x).toBe(here?.data.values[0]?.x);
    expect(before?.data.values).toHaveLength(12);
  });

  it('writes the latest figure at the end of each line', () => {
    expect(textsOf(trend(samples.trend, { width: 360 }))).toEqual(
      expect.arrayContaining(['6.4 %', 'before 5 %']),
    );
  });

  it('begins at nothing unless the line would lie in the upper third', () => {
    const at = (value: number) => ({
      ...samples.trend,
      before: [],
      points: samples.trend.points.map((point) => ({
        ...point,
        value,
        low: value - 0.03,
        high: value + 0.03,
      })),
    });
    expect(textsOf(trend(at(0.06), { width: 360 }))).toContain('0 %');
    expect(textsOf(trend(at(0.6), { width: 360 }))).not.toContain('0 %');
  });

  it('says that opens are unreliable, in the picture and in words', () => {
    const opens = { ...samples.trend, unreliable: true };
    expect(subtitle(opens)).toMatch(/^Unreliable: /);
    expect(trend(opens, { width: 360 }).description).toMatch(/the figure is unreliable\.$/);
  });
});
