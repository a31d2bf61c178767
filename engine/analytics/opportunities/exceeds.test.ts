import { expect, it } from 'vitest';
import { exceeds } from './exceeds.ts';

it('is twice the binomial tail, as R’s pbinom has it, and at most 1', () => {
  // 2 * (1 - pbinom(59, 100, 0.5)), 2 * pbinom(0, 100, 0.03), 2 * pbinom(4, 10, 0.5).
  expect(exceeds(60, 100, 0.5)).toBeCloseTo(0.0568879, 6);
  expect(exceeds(0, 100, 0.03)).toBeCloseTo(0.095105, 6);
  expect(exceeds(4, 10, 0.5)).toBeCloseTo(0.7539063, 6);
  expect(exceeds(5, 10, 0.5)).toBe(1);
});

it('is quick and sound where there are many', () => {
  expect(exceeds(600_000, 1_000_000, 0.5)).toBe(0);
  expect(exceeds(500_500, 1_000_000, 0.5)).toBeCloseTo(0.3178, 3);
});
