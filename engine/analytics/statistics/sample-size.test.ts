import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { powerOf, sampleSizePerArm, smallestEffect } from './sample-size.ts';
import { createDraws } from './testing/draws.ts';
import { simulate } from './testing/simulate.ts';

describe('the planner', () => {
  it("has the figures of R's power.prop.test", () => {
    // In its examples: p1 = .50, p2 = .75, power = .90 needs 76.7; n = 50 has power 0.740.
    expect(sampleSizePerArm({ rate: 0.5, effect: 0.25 }, 0.9)).toBe(77);
    expect(powerOf({ rate: 0.5, effect: 0.25 }, 50)).toBeCloseTo(0.74, 3);
  });

  it('asks for so many that the effect is found in 80 % of simulated experiments', () => {
    for (const [rate, effect] of [
      [0.1, 0.03],
      [0.04, -0.02],
    ] as const) {
      const perDay = sampleSizePerArm({ rate, effect });
      const { atTheEnd } = simulate(createDraws(9), { runs: 3_000, days: 1, perDay, rate, effect });
      expect(atTheEnd).toBeGreaterThan(0.77);
      expect(atTheEnd).toBeLessThan(0.83);
    }
  });

  it('says of the smallest effect that the same number of leads finds it, and no smaller one', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.6, noNaN: true }),
        fc.integer({ min: 100, max: 20_000 }),
        (rate, n) => {
          const effect = smallestEffect(rate, n);
          if (effect === null) return;
          expect(sampleSizePerArm({ rate, effect })).toBeLessThanOrEqual(n + 1);
          expect(powerOf({ rate, effect: effect * 0.99 }, n)).toBeLessThan(0.8);
        },
      ),
    );
  });

  it('has no number for no effect, and no effect for too few', () => {
    expect(sampleSizePerArm({ rate: 0.1, effect: 0 })).toBe(Number.POSITIVE_INFINITY);
    expect(smallestEffect(0.9, 5)).toBeNull();
  });
});
