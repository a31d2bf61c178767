import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from './benjamini-hochberg.ts';
import { sampleRatio } from './sample-ratio.ts';
import { createDraws } from './testing/draws.ts';

describe('many comparisons', () => {
  // At 5 % the four smallest of these fifteen are at most rank x 0.05 / 15, the fifth is not.
  const fifteen = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
    0.759, 1,
  ];

  it('leave the four that the step-up rule finds among fifteen', () => {
    const adjusted = benjaminiHochberg(fifteen);
    expect(adjusted.map((p) => p <= 0.05)).toEqual(fifteen.map((p) => p <= 0.0095));
    expect(adjusted[0]).toBeCloseTo(0.0015, 10);
    expect(adjusted[3]).toBeCloseTo((0.0095 * 15) / 4, 10);
  });

  it("are adjusted as by R's p.adjust: never above a greater one", () => {
    for (const p of benjaminiHochberg([0.041, 0.04])) expect(p).toBeCloseTo(0.041, 12);
  });

  it('are adjusted in their own order, never below what they were, never above 1', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (ps) => {
        const adjusted = benjaminiHochberg(ps);
        const backwards = benjaminiHochberg(ps.toReversed()).toReversed();
        expect(adjusted).toEqual(backwards);
        adjusted.forEach((p, at) => {
          expect(p).toBeGreaterThanOrEqual((ps[at] ?? 0) - 1e-12);
          expect(p).toBeLessThanOrEqual(1);
        });
      }),
    );
  });

  it('of nothing with nothing find something in 5 % of all families', () => {
    const draws = createDraws(1);
    let families = 0;
    for (let run = 0; run < 4_000; run++) {
      const ps = Array.from({ length: 20 }, () => draws.uniform());
      if (benjaminiHochberg(ps).some((p) => p <= 0.05)) families++;
    }
    expect(families / 4_000).toBeGreaterThan(0.04);
    expect(families / 4_000).toBeLessThan(0.06);
  });
});

describe('the sharing out', () => {
  const halves = (a: number, b: number) =>
    sampleRatio([
      { count: a, weight: 1 },
      { count: b, weight: 1 },
    ]);

  it('has the p of chi-square, worked out by hand: 821,588 against 815,482', () => {
    // (821,588 - 815,482)^2 / 1,637,070 = 22.774 with one degree of freedom: p is 1.82e-6.
    expect(halves(821_588, 815_482).p).toBeCloseTo(1.82e-6, 8);
    expect(halves(821_588, 815_482).mismatch).toBe(true);
  });

  it('is right with unequal weights, and of nobody', () => {
    expect(
      sampleRatio([
        { count: 900, weight: 9 },
        { count: 100, weight: 1 },
      ]),
    ).toMatchObject({ p: 1 });
    expect(
      sampleRatio([
        { count: 500, weight: 9 },
        { count: 500, weight: 1 },
      ]).mismatch,
    ).toBe(true);
    expect(halves(0, 0)).toEqual({ chiSquare: 0, p: 1, mismatch: false });
  });

  it('is an alarm once in a thousand times when it is right', () => {
    const draws = createDraws(2);
    let alarms = 0;
    for (let run = 0; run < 20_000; run++) {
      const a = draws.binomial(400, 0.5);
      if (halves(a, 400 - a).mismatch) alarms++;
    }
    expect(alarms).toBeGreaterThan(5);
    expect(alarms).toBeLessThan(40);
  });
});
