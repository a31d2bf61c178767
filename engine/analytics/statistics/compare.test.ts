import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareShares, fisherExact } from './compare-shares.ts';
import { differenceOf } from './newcombe.ts';
import { createDraws } from './testing/draws.ts';
import { welch } from './welch.ts';
import type { Share } from './wilson.ts';

const share = (numerator: number, denominator: number): Share => ({ numerator, denominator });
const anyShare = fc
  .tuple(fc.nat(400), fc.nat(400))
  .map(([done, others]) => share(done, done + others))
  .filter(({ denominator }) => denominator > 0);

describe('the difference of two shares', () => {
  // Pairs as in Newcombe's paper, which was not opened; intervals worked out by the formula apart from this code.
  it.each([
    [share(56, 70), share(48, 80), 0.0524, 0.3339],
    [share(9, 10), share(3, 10), 0.1705, 0.809],
    [share(6, 7), share(2, 7), 0.0582, 0.8062],
    [share(5, 56), share(0, 29), -0.0381, 0.1926],
    [share(0, 10), share(0, 20), -0.1611, 0.2775],
    [share(10, 10), share(0, 10), 0.6075, 1],
  ])('has the interval of its formula: %o and %o', (a, b, low, high) => {
    const found = differenceOf(a, b);
    expect(found?.low).toBeCloseTo(low, 4);
    expect(found?.high).toBeCloseTo(high, 4);
  });

  it('lies in its interval, within -1 and 1, and turns its sign when both are exchanged', () => {
    fc.assert(
      fc.property(anyShare, anyShare, (a, b) => {
        const found = differenceOf(a, b);
        const turned = differenceOf(b, a);
        if (!found || !turned) throw new Error('both are shares of something');
        expect(found.low).toBeGreaterThanOrEqual(-1 - 1e-9);
        expect(found.high).toBeLessThanOrEqual(1 + 1e-9);
        expect(found.low).toBeLessThanOrEqual(found.difference);
        expect(found.high).toBeGreaterThanOrEqual(found.difference);
        expect(turned.low).toBeCloseTo(-found.high, 9);
      }),
    );
  });

  it.each([
    { leads: 500, p: 0.1, q: 0.12 },
    { leads: 200, p: 0.02, q: 0.02 },
    { leads: 60, p: 0.3, q: 0.5 },
  ])('is in the interval in 95 % of experiments: $leads leads an arm, $p and $q', ({ leads, p, q }) => {
    const draws = createDraws(11);
    const runs = 3_000;
    let held = 0;
    for (let run = 0; run < runs; run++) {
      const found = differenceOf(
        share(draws.binomial(leads, p), leads),
        share(draws.binomial(leads, q), leads),
      );
      if (found && found.low <= p - q && p - q <= found.high) held++;
    }
    expect(held / runs).toBeGreaterThan(0.935);
    expect(held / runs).toBeLessThan(0.98);
  });

  it('is nothing where one is a share of nothing', () => {
    expect(differenceOf(share(0, 0), share(1, 2))).toBeNull();
    expect(compareShares(share(0, 0), share(1, 2))).toBe(1);
  });
});

describe('the test of two shares', () => {
  it('has the p of the chi-square without correction: 56 of 70 against 48 of 80', () => {
    // chi-square 150 (56 x 32 - 14 x 48)^2 / (70 x 80 x 104 x 46) = 7.0234.
    expect(compareShares(share(56, 70), share(48, 80))).toBeCloseTo(0.008045, 6);
  });

  it('has the p of Fisher: the lady tasting tea, and the twins of convicts', () => {
    expect(fisherExact(share(3, 4), share(1, 4))).toBeCloseTo(0.4857, 4);
    // 10 of 13 against 2 of 17, two-sided, by adding up the tables.
    expect(fisherExact(share(10, 13), share(2, 17))).toBeCloseTo(0.0005367, 7);
  });

  it('is the exact one where it expects fewer than five of anything', () => {
    expect(compareShares(share(3, 4), share(1, 4))).toBeCloseTo(0.4857, 4);
    expect(compareShares(share(0, 400), share(7, 400))).toBeCloseTo(
      fisherExact(share(0, 400), share(7, 400)),
      12,
    );
  });

  it('is a p, and finds nothing between equals', () => {
    fc.assert(
      fc.property(anyShare, anyShare, (a, b) => {
        const p = compareShares(a, b);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(compareShares(b, a)).toBeCloseTo(p, 9);
        expect(compareShares(a, a)).toBeGreaterThan(0.999);
      }),
    );
  });
});

describe('the difference of two means', () => {
  it("has the figures of R's t.test(extra ~ group, data = sleep)", () => {
    const found = welch(
      { count: 10, mean: 0.75, variance: 3.200556 },
      { count: 10, mean: 2.33, variance: 4.009 },
    );
    expect(found?.degrees).toBeCloseTo(17.776, 3);
    expect(found?.p).toBeCloseTo(0.07939, 5);
    expect(found?.low).toBeCloseTo(-3.3654832, 4);
    expect(found?.high).toBeCloseTo(0.2054832, 4);
  });

  it('is nothing of one lead, or where nothing varies', () => {
    expect(welch({ count: 1, mean: 1, variance: 0 }, { count: 9, mean: 1, variance: 1 })).toBeNull();
    expect(welch({ count: 9, mean: 1, variance: 0 }, { count: 9, mean: 2, variance: 0 })).toBeNull();
  });
});
