import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logRank } from './log-rank.ts';
import { survivalOf, type Waited } from './survival.ts';
import { createDraws } from './testing/draws.ts';

const done = (...times: number[]): Waited[] => times.map((time) => ({ time, done: 1, waiting: 0 }));
const waiting = (...times: number[]): Waited[] => times.map((time) => ({ time, done: 0, waiting: 1 }));

// Weeks of remission, Freireich et al. (1963), Blood 21: the usual example of textbooks. Their pages were not opened;
// what is expected was worked out by the plain formulas, lead by lead.
const treated = [
  ...done(6, 6, 6, 7, 10, 13, 16, 22, 23),
  ...waiting(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35),
];
const placebo = done(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23);

describe('how long it takes', () => {
  it('is the curve of this example, worked out apart from this code', () => {
    const { steps, median, low, high, total } = survivalOf(treated);
    expect(total).toBe(21);
    expect(steps.map(({ time, waiting }) => [time, Math.round(waiting * 1e4) / 1e4])).toEqual([
      [6, 0.8571],
      [7, 0.8067],
      [10, 0.7529],
      [13, 0.6902],
      [16, 0.6275],
      [22, 0.5378],
      [23, 0.4482],
    ]);
    expect([median, low, high]).toEqual([23, 13, null]);
    const other = survivalOf(placebo);
    expect([other.median, other.low, other.high]).toEqual([8, 4, 11]);
  });

  it('has the interval that Greenwood’s variance gives it, worked out apart from this code', () => {
    const within = (at: number) => {
      const step = survivalOf(treated).steps.find(({ time }) => time === at);
      return [step?.low, step?.high];
    };
    expect(within(10)).toEqual([expect.closeTo(0.5032, 4), expect.closeTo(0.8894, 4)]);
    expect(within(22)).toEqual([expect.closeTo(0.2678, 4), expect.closeTo(0.7468, 4)]);
  });

  it('is the plain median where nobody waits any more', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 1, maxLength: 60 }), (times) => {
        const sorted = times.toSorted((a, b) => a - b);
        const [lower, upper] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
        expect(survivalOf(done(...times)).median).toBeCloseTo(((lower ?? 0) + (upper ?? 0)) / 2, 9);
      }),
    );
  });

  it('never gets shorter because somebody waits still', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 1 }), fc.array(fc.nat(30)), (ended, open) => {
        const plain = survivalOf(done(...ended)).median ?? 0;
        expect(survivalOf([...done(...ended), ...waiting(...open)]).median ?? 1e9).toBeGreaterThanOrEqual(
          plain,
        );
      }),
    );
  });

  it('is not known while fewer than half are done', () => {
    expect(survivalOf([...done(3), ...waiting(1, 5, 6)])).toMatchObject({ median: null, done: 1, total: 4 });
    expect(survivalOf([])).toMatchObject({ median: null, low: null, high: null, steps: [], total: 0 });
  });

  it('has the true median in its interval in about 95 % of samples, with half of them cut off', () => {
    const draws = createDraws(5);
    let held = 0;
    const runs = 500;
    for (let run = 0; run < runs; run++) {
      const rows = Array.from({ length: 120 }, () => {
        const [time, looked] = [-Math.log1p(-draws.uniform()), 4 * draws.uniform()];
        return time <= looked ? { time, done: 1, waiting: 0 } : { time: looked, done: 0, waiting: 1 };
      });
      const { low, high } = survivalOf(rows);
      if (low !== null && low <= Math.LN2 && Math.LN2 <= (high ?? Number.POSITIVE_INFINITY)) held++;
    }
    expect(held / runs).toBeGreaterThan(0.92);
    expect(held / runs).toBeLessThan(0.98);
  });
});

describe('the log-rank test', () => {
  it('has the chi-square of this example, worked out apart from this code: 16.79', () => {
    const found = logRank(treated, placebo);
    expect(found?.chiSquare).toBeCloseTo(16.79, 2);
    expect(found?.p).toBeCloseTo(4.17e-5, 6);
    expect(found?.done).toBe(9);
    expect(found?.expected).toBeCloseTo(19.3, 1);
  });

  it('finds nothing between equals, and nothing where nobody is done', () => {
    expect(logRank(placebo, placebo)?.p).toBeCloseTo(1, 9);
    expect(logRank(waiting(1, 2), waiting(3))).toBeNull();
    expect(logRank([], [])).toBeNull();
  });

  it('sounds a false alarm in about 5 % of samples', () => {
    const draws = createDraws(3);
    const sample = () => done(...Array.from({ length: 60 }, () => -Math.log1p(-draws.uniform())));
    let alarms = 0;
    const runs = 600;
    for (let run = 0; run < runs; run++) if ((logRank(sample(), sample())?.p ?? 1) <= 0.05) alarms++;
    expect(alarms / runs).toBeGreaterThan(0.03);
    expect(alarms / runs).toBeLessThan(0.07);
  });
});
