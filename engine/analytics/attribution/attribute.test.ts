import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attribute, type Conversion, type Touch, wholeConversion } from './attribute.ts';
import { attributionModels } from './models.ts';

const day = 86_400_000;
const touch = (conversion: string, days: number, item: string, rest: Partial<Touch> = {}): Touch => ({
  conversion,
  at: days * day,
  by: 'email',
  item,
  track: 'welcome',
  stage: 'awareness',
  ...rest,
});
const byItem = ({ item }: Touch) => item;

describe('credit for what was won', () => {
  const conversions: Conversion[] = [
    { id: 'a', at: 30 * day, cents: 10_000_01 },
    { id: 'b', at: 40 * day, cents: null },
    { id: 'c', at: 50 * day, cents: 5_000_00 },
  ];
  const touches = [
    touch('a', 20, 'guide'),
    touch('a', 10, 'webinar'),
    touch('a', 25, 'guide'),
    touch('b', 39, 'guide'),
  ];
  const { rows, untouched } = attribute(conversions, touches, byItem);
  const row = (key: string) => rows.find((one) => one.key === key);

  it('is summed by item, whatever the order the touches come in', () => {
    expect(row('webinar')?.credits.first).toEqual({ parts: wholeConversion, cents: 10_000_01 });
    expect(row('webinar')?.credits.last).toEqual({ parts: 0, cents: 0 });
    expect(row('guide')?.credits['u-shape'].parts).toBe(600_000 + wholeConversion);
    expect(row('guide')).toMatchObject({ touches: 3, conversions: 2, most: 'last', least: 'first' });
  });

  it('names the conversions that nobody touched, and shares them out to nobody', () => {
    expect(untouched.map(({ id }) => id)).toEqual(['c']);
  });
});

it('the credit of all rows is that of the conversions with a touch, to the part and the cent, by every model', () => {
  const world = fc.record({
    conversions: fc.array(fc.record({ cents: fc.option(fc.nat(1_000_000_00)) }), { maxLength: 6 }),
    touches: fc.array(fc.record({ of: fc.nat(5), days: fc.nat(90), item: fc.constantFrom('a', 'b', 'c') }), {
      maxLength: 30,
    }),
  });
  fc.assert(
    fc.property(world, (drawn) => {
      const conversions = drawn.conversions.map(({ cents }, n) => ({ id: `${n}`, at: 100 * day, cents }));
      const touches = drawn.touches.map(({ of, days, item }) => touch(`${of}`, days, item));
      const { rows, untouched } = attribute(conversions, touches, byItem);
      const touched = conversions.filter(({ id }) => !untouched.some((one) => one.id === id));
      for (const model of attributionModels) {
        const sum = (of: 'parts' | 'cents') => rows.reduce((all, row) => all + row.credits[model][of], 0);
        expect(sum('parts')).toBe(touched.length * wholeConversion);
        expect(sum('cents')).toBe(touched.reduce((all, { cents }) => all + (cents ?? 0), 0));
      }
    }),
    { numRuns: 200 },
  );
});
