import { expect, it } from 'vitest';
import { medianRatio } from './median-ratio.ts';
import { survivalOf } from './survival.ts';
import { createDraws } from './testing/draws.ts';

it('holds the true ratio in at least nine of ten samples, with leads who wait still among them', () => {
  const draws = createDraws(7);
  const waits = (median: number) =>
    Array.from({ length: 150 }, () => {
      const time = Math.ceil((-Math.log1p(-draws.uniform()) * median) / Math.LN2);
      return time > 3 * median ? { time: 3 * median, done: 0, waiting: 1 } : { time, done: 1, waiting: 0 };
    });
  const of = (median: number) => {
    const { median: value, low, high } = survivalOf(waits(median));
    return { value, low, high };
  };
  let held = 0;
  for (let run = 0; run < 100; run++) {
    const ratio = medianRatio(of(300), of(400));
    if (ratio && ratio.low <= 0.75 && 0.75 <= ratio.high) held++;
  }
  expect(held).toBeGreaterThanOrEqual(90);
});

it('is made of the ends that lie on its side', () => {
  const ratio = medianRatio({ value: 10, low: 6, high: 12 }, { value: 20, low: 16, high: 30 });
  // log 0.5 - hypot(log 10/6, log 30/20), and log 0.5 + hypot(log 12/10, log 20/16).
  expect(ratio).toEqual({ low: expect.closeTo(0.2605, 4), high: expect.closeTo(0.667, 4) });
});

it('is not made up where an end is open', () => {
  const known = { value: 10, low: 8, high: 12 };
  expect(medianRatio(known, known)).toEqual({ low: expect.closeTo(0.75, 1), high: expect.closeTo(1.33, 1) });
  expect(medianRatio(known, { ...known, high: null })).toBeNull();
  expect(medianRatio({ ...known, low: 0 }, known)).toBeNull();
});
