import { expect, it } from 'vitest';
import { mean } from './measured.ts';
import { sampleOf } from './samples.ts';

it('a mean of what is never negative has no interval below nothing', () => {
  const { value, low, high } = mean(sampleOf(40, 1, 1));
  expect(value).toBe(0.025);
  expect(low).toBe(0);
  expect(high).toBeGreaterThan(0.025);
});

it('the variance of a sample is of one less than its number', () => {
  expect(sampleOf(3, 6, 14)).toEqual({ count: 3, mean: 2, variance: 1 });
});
