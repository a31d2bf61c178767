import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';

const draws = 20_000;
const many = <T>(draw: () => T) => Array.from({ length: draws }, draw);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('seeded draws', () => {
  it('are the same for the same keys, and others for other keys', () => {
    const draw = (...keys: (string | number)[]) => {
      const random = createRandom(...keys);
      return Array.from({ length: 8 }, () => random.next());
    };
    expect(draw(1, 'a')).toEqual(draw(1, 'a'));
    expect(draw(1, 'a')).not.toEqual(draw(1, 'b'));
    // Keys are kept apart: 1, 23 is not 12, 3.
    expect(draw(1, 23)).not.toEqual(draw(12, 3));
  });

  it('fill the unit interval evenly', () => {
    const values = many(createRandom('even').next);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(mean(values)).toBeCloseTo(0.5, 1);
    const tenths = new Set(values.map((value) => Math.floor(value * 10)));
    expect(tenths.size).toBe(10);
  });

  it('keep to their bounds, chances and weights', () => {
    const random = createRandom('bounds');
    expect(new Set(many(() => random.int(2, 4)))).toEqual(new Set([2, 3, 4]));
    expect(mean(many(() => Number(random.chance(0.2))))).toBeCloseTo(0.2, 1);
    const rare = many(() =>
      random.weighted([
        ['rare', 1],
        ['often', 9],
        ['never', 0],
      ] as const),
    );
    expect(mean(rare.map((value) => Number(value === 'rare')))).toBeCloseTo(0.1, 1);
    expect(rare).not.toContain('never');
  });

  it('have the median and the mean that were asked for', () => {
    const random = createRandom('shape');
    const waits = many(() => random.around(6)).sort((a, b) => a - b);
    expect(Math.abs((waits[draws / 2] as number) - 6)).toBeLessThan(0.3);
    expect(Math.abs(mean(many(() => random.count(2.4))) - 2.4)).toBeLessThan(0.1);
  });
});
