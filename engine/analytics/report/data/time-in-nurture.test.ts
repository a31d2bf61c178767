import { describe, expect, it } from 'vitest';
import { timeInNurture } from './time-in-nurture.ts';

const day = 24;
const took = (days: number, done = 1) => ({ time: days * day, done, waiting: 0 });

describe('the time in nurture', () => {
  it('is in bins of days that people count in, the last one for all that took longer', () => {
    const { bins } = timeInNurture([...Array.from({ length: 60 }, (_, n) => took(n)), took(900)], 'T');
    expect(bins[0]).toEqual({ from: 0, to: 7, count: 7 });
    expect(bins.at(-1)?.to).toBeUndefined();
    expect(bins.length).toBeLessThanOrEqual(12);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(61);
  });

  it('counts whoever waits still in the median, and says how many they are', () => {
    const done = [took(10, 40)];
    const { median, waiting } = timeInNurture([...done, { time: 20 * day, done: 0, waiting: 60 }], 'T');
    expect(waiting).toBe(60);
    expect(median.value).toBeNull();
    expect(timeInNurture(done, 'T').median.value).toBe(10);
  });

  it('says nothing of a few, and has no bins where nobody is done', () => {
    expect(timeInNurture([took(3, 5)], 'T').median).toEqual({ value: null, low: null, high: null });
    expect(timeInNurture([], 'T').bins).toEqual([]);
  });
});
