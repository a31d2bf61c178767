import { expect, it } from 'vitest';
import { apart } from './words.ts';

it('how far apart values are is said in points of shares, one of them alone', () => {
  expect([0.04, -0.012, 0.0025, 0.01].map((difference) => apart(difference, 'share'))).toEqual([
    '4 points',
    '1.2 points',
    '0.25 points',
    '1 point',
  ]);
  expect(apart(-1, 'days')).toBe('1 day');
});
