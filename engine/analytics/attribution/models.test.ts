import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributionModels, creditsOf } from './models.ts';

const day = 86_400_000;
const agesOf = (...days: number[]) => days.map((n) => n * day);

describe('the models', () => {
  it('give all to the first, or all to the last', () => {
    expect(creditsOf('first', agesOf(30, 14, 7), 1_000)).toEqual([1_000, 0, 0]);
    expect(creditsOf('last', agesOf(30, 14, 7), 1_000)).toEqual([0, 0, 1_000]);
  });

  it('share equally, what cannot be divided going to the earlier', () => {
    expect(creditsOf('linear', agesOf(30, 14, 7), 1_000)).toEqual([334, 333, 333]);
  });

  it('halve what a touch counts for every seven days before', () => {
    expect(creditsOf('time-decay', agesOf(21, 14, 7), 700)).toEqual([100, 200, 400]);
    // Only how far they are apart counts, so that old touches are shared as young ones are.
    expect(creditsOf('time-decay', agesOf(8_021, 8_014, 8_007), 700)).toEqual([100, 200, 400]);
  });

  it('give 40 to the first and to the last and 20 to those between', () => {
    expect(creditsOf('u-shape', agesOf(40, 30, 20, 10), 1_000)).toEqual([400, 100, 100, 400]);
    expect(creditsOf('u-shape', agesOf(40, 10), 1_000)).toEqual([500, 500]);
    expect(creditsOf('u-shape', agesOf(40), 1_000)).toEqual([1_000]);
  });

  it('give nothing where there is no touch', () => {
    for (const model of attributionModels) expect(creditsOf(model, [], 1_000)).toEqual([]);
  });
});

it('what a model shares out is the whole and never less than nothing, by every model, for any touches and any sum', () => {
  const touches = fc
    .array(fc.integer({ min: 0, max: 730 * day }), { minLength: 1, maxLength: 40 })
    .map((ages) => ages.sort((a, b) => b - a));
  fc.assert(
    fc.property(touches, fc.integer({ min: 0, max: 10_000_000_000_00 }), (ages, total) => {
      for (const model of attributionModels) {
        const credits = creditsOf(model, ages, total);
        expect(credits.reduce((sum, credit) => sum + credit, 0)).toBe(total);
        expect(credits.every((credit) => Number.isInteger(credit) && credit >= 0)).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});
