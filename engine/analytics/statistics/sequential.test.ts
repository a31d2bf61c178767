import { describe, expect, it } from 'vitest';
import { sequentialCounts } from './sequential-counts.ts';
import { sequentialShares } from './sequential-shares.ts';
import { createDraws } from './testing/draws.ts';
import { simulate } from './testing/simulate.ts';

const fourWeeks = { days: 28, perDay: 36, rate: 0.1, effect: 0 };

describe('the sequential test', () => {
  it('keeps to 5 % false alarms when one looks every day, where the other test does not', () => {
    const found = simulate(createDraws(7), { runs: 2_000, ...fourWeeks });
    expect(found.sequential).toBeLessThanOrEqual(0.05);
    expect(found.atTheEnd).toBeGreaterThan(0.04);
    expect(found.atTheEnd).toBeLessThan(0.06);
    expect(found.peeking).toBeGreaterThan(0.2);
  });

  it.each([
    { ...fourWeeks, rate: 0.01 },
    { ...fourWeeks, rate: 0.5 },
    { days: 200, perDay: 40, rate: 0.05, effect: 0 },
  ])('keeps to it with $rate and $days days as well', (what) => {
    expect(simulate(createDraws(4), { runs: 1_000, ...what }).sequential).toBeLessThanOrEqual(0.05);
  });

  it('holds the true difference on all days at once in 95 % of experiments', () => {
    const { covered } = simulate(createDraws(8), { runs: 1_000, ...fourWeeks, effect: 0.03 });
    expect(covered).toBeGreaterThanOrEqual(0.95);
  });

  it('finds a great effect in most experiments', () => {
    const { sequential } = simulate(createDraws(6), { runs: 300, ...fourWeeks, effect: 0.06 });
    expect(sequential).toBeGreaterThan(0.75);
  });

  it('has the ratio of its formula', () => {
    // r = 8.2074 solves r = 5.9915 + log(1 + r); at the planned size that is the mixture by the variance.
    const arm = { numerator: 99.5, denominator: 1_000 };
    const control = { numerator: 149.5, denominator: 1_000 };
    const [peek] = sequentialShares([{ arm, control }], { perArm: 1_000 });
    const [p, q] = [100 / 1_001, 150 / 1_001];
    const variance = (p * (1 - p) + q * (1 - q)) / 1_000;
    const ratio = Math.exp(((0.05 ** 2 / variance) * 8.2074) / (2 * 9.2074)) / Math.sqrt(9.2074);
    expect(peek?.p).toBeCloseTo(1 / ratio, 5);
    const half = Math.sqrt(((variance * 9.2074) / 8.2074) * (2 * Math.log(20) + Math.log(9.2074)));
    expect(peek?.low).toBeCloseTo(-0.05 - half, 5);
    expect(peek?.high).toBeCloseTo(-0.05 + half, 5);
  });

  it('never takes back what it found, and says nothing of an arm with nobody', () => {
    const none = { numerator: 0, denominator: 0 };
    const peeks = sequentialShares(
      [
        { arm: none, control: { numerator: 1, denominator: 9 } },
        { arm: { numerator: 300, denominator: 500 }, control: { numerator: 100, denominator: 500 } },
        { arm: { numerator: 300, denominator: 1_000 }, control: { numerator: 300, denominator: 1_000 } },
      ],
      { perArm: 500 },
    );
    expect(peeks[0]).toEqual({ difference: 0, low: -1, high: 1, p: 1 });
    expect(peeks[1]?.p).toBeLessThan(1e-6);
    expect(peeks[2]?.p).toBe(peeks[1]?.p);
  });
});

describe('rare events by arm', () => {
  const alarms = (seed: number, times: number) => {
    const draws = createDraws(seed);
    const runs = 1_500;
    let found = 0;
    for (let run = 0; run < runs; run++) {
      let [arm, control] = [0, 0];
      const days = Array.from({ length: 28 }, () => {
        arm += draws.binomial(40, 0.01 * times);
        control += draws.binomial(40, 0.01);
        return { arm, control };
      });
      if ((sequentialCounts(days, { share: 0.5 }).at(-1) ?? 1) <= 0.05) found++;
    }
    return found / runs;
  };

  it('are a false alarm in 5 % at most, and found when there are four times as many', () => {
    expect(alarms(1, 1)).toBeLessThanOrEqual(0.05);
    expect(alarms(2, 4)).toBeGreaterThan(0.9);
  });

  it('never take back what they found', () => {
    const [then, later] = sequentialCounts(
      [
        { arm: 14, control: 0 },
        { arm: 30, control: 30 },
      ],
      { share: 0.5 },
    );
    expect(then).toBeLessThan(0.05);
    expect(later).toBe(then);
  });

  it('are weighed against the share of the leads that the arm has', () => {
    const [even] = sequentialCounts([{ arm: 10, control: 90 }], { share: 0.1 });
    const [uneven] = sequentialCounts([{ arm: 50, control: 50 }], { share: 0.1 });
    expect(even).toBe(1);
    expect(uneven).toBeLessThan(1e-6);
  });
});
