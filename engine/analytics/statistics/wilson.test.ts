import { describe, expect, it } from 'vitest';
import { rateOf } from './wilson.ts';

describe('a rate', () => {
  it('has the Wilson interval of the formula: 10 of 100', () => {
    const rate = rateOf(10, 100);
    expect(rate.rate).toBe(0.1);
    expect(rate.low).toBeCloseTo(0.0552, 4);
    expect(rate.high).toBeCloseTo(0.1744, 4);
  });

  it('stays within 0 and 1 at the ends', () => {
    expect(rateOf(0, 50).low).toBe(0);
    expect(rateOf(0, 50).high).toBeCloseTo(0.0713, 4);
    expect(rateOf(50, 50).high).toBe(1);
  });

  it('is not given below thirty', () => {
    expect(rateOf(29, 29)).toEqual({ numerator: 29, denominator: 29, rate: null, low: null, high: null });
    expect(rateOf(30, 30).rate).toBe(1);
  });
});
