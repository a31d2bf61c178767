import { describe, expect, it } from 'vitest';
import { samples } from '../testing/samples.ts';
import { textsOf } from '../testing/texts-of.ts';
import { bars } from './bars.ts';

describe('bars', () => {
  it('write the figure of each with what it is of, and no figure where there is not enough data', () => {
    const texts = textsOf(bars(samples.bars, { width: 360 }));
    expect(texts).toContain('190 of 559 · 34 %');
    expect(texts).toContain('1 of 12 · not enough data');
  });

  it('give the interval of each in words', () => {
    expect(bars(samples.bars, { width: 360 }).description).toContain(
      'ROI calculator 34 % (30 to 38 %, 190 of 559)',
    );
  });

  it('tell the marked ones from the others by more than their colour', () => {
    expect(textsOf(bars(samples.bars, { width: 360 }))).toContain('↓ Generic industry report');
  });

  it('draw the first twenty, and say how many are not shown', () => {
    const many = Array.from({ length: 23 }, (_, n) => ({
      name: `item ${n}`,
      value: n,
      low: null,
      high: null,
    }));
    const spec = bars({ ...samples.bars, unit: 'count', bars: many }, { width: 360 });
    expect(textsOf(spec).filter((text) => text.startsWith('item'))).toHaveLength(20);
    expect(JSON.stringify(spec.title)).toContain('3 more are not shown.');
    expect(spec.description).toContain('and 3 more that are not shown');
  });
});
