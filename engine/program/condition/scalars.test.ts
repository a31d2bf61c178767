import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareText, instantOf, isoOf } from './scalars.ts';

describe('compareText', () => {
  it('orders as the UTF-8 bytes do', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '💡', '\u{10ffff}'),
      maxLength: 4,
    });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('instantOf', () => {
  it('reads what isoOf writes', () => {
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true, min: new Date('0000-01-01'), max: new Date('9999-12-31') }),
        (date) => {
          expect(isoOf(date.getTime())).toBe(date.toISOString());
          expect(instantOf(date.toISOString())).toBe(date.getTime());
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('takes only days of the calendar in the one form', () => {
    const day = fc.tuple(
      fc.constantFrom(1900, 2000, 2023, 2024, 2100),
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 32 }),
    );
    fc.assert(
      fc.property(day, ([year, month, d]) => {
        const iso = `${year}-${`${month}`.padStart(2, '0')}-${`${d}`.padStart(2, '0')}T00:00:00.000Z`;
        const parsed = new Date(iso);
        const exists = !Number.isNaN(parsed.getTime()) && parsed.toISOString() === iso;
        expect(instantOf(iso) !== undefined).toBe(exists);
      }),
      { numRuns: 2000 },
    );
    for (const value of [
      '2026-03-29',
      '2026-03-29T01:00:00Z',
      '2026-03-29T01:00:00.000+00:00',
      '2026-03-29T24:00:00.000Z',
      5,
      null,
    ])
      expect(instantOf(value)).toBeUndefined();
  });
});
