import { describe, expect, it } from 'vitest';
import { isLimit, thousandthsOf } from './amounts.ts';

describe('thousandthsOf', () => {
  it.each<[unknown, number]>([
    [1000, 1_000_000],
    [0.1, 100],
    [1.005, 1005],
    [0.0005, 1],
    [-0.0005, 0],
    [-2.5, -2500],
    [0.0004, 0],
    [-0, 0],
    [5e-324, 0],
    [1e21, 10_000_000_000_000],
    [-1e308, -10_000_000_000_000],
    ['5', 0],
    [true, 0],
    [null, 0],
    [undefined, 0],
  ])('takes %j as %d', (value, thousandths) => {
    expect(thousandthsOf(value)).toBe(thousandths);
  });
});

describe('isLimit', () => {
  it.each([0, 1, -1, 1.5, 0.001, 1.005, 999_999_999.999, 1e12, -1e12])('takes %d', (value) => {
    expect(isLimit(value)).toBe(true);
  });
  it.each([0.0001, 1.0005, 1e12 + 1, -1e21])('refuses %d', (value) => {
    expect(isLimit(value)).toBe(false);
  });
});
