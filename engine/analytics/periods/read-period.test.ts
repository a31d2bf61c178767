import { describe, expect, it } from 'vitest';
import { readPeriod } from './read-period.ts';

/** Wednesday, 18 March 2026, 12:00 UTC. */
const now = Date.UTC(2026, 2, 18, 12);
const days = (words?: string) => {
  const { from, to } = readPeriod(words, now);
  return [new Date(from).toISOString(), new Date(to).toISOString()].map((text) => {
    expect(text).toContain('T00:00:00.000Z');
    return text.slice(0, 10);
  });
};

describe('a period in words', () => {
  it.each([
    [undefined, '2026-02-17', '2026-03-19'],
    ['last 90 days', '2025-12-19', '2026-03-19'],
    ['last month', '2026-02-01', '2026-03-01'],
    ['This month', '2026-03-01', '2026-03-19'],
    ['this week', '2026-03-16', '2026-03-19'],
    ['last week', '2026-03-09', '2026-03-16'],
    ['October', '2025-10-01', '2025-11-01'],
    ['in October 2025', '2025-10-01', '2025-11-01'],
    ['2025-10', '2025-10-01', '2025-11-01'],
    ['Q3', '2025-07-01', '2025-10-01'],
    ['Q1', '2026-01-01', '2026-04-01'],
    ['q4 2024', '2024-10-01', '2025-01-01'],
    ['the third quarter of 2025', '2025-07-01', '2025-10-01'],
    ['last quarter', '2025-10-01', '2026-01-01'],
    ['yesterday', '2026-03-17', '2026-03-18'],
    ['2025-10-01 to 2025-10-31', '2025-10-01', '2025-11-01'],
    ['1 October to 15 October', '2025-10-01', '2025-10-16'],
    ['since 1 March', '2026-03-01', '2026-03-19'],
    ['month to date', '2026-03-01', '2026-03-19'],
  ])('%s is in whole days from %s to %s', (words, from, to) => {
    expect(days(words)).toEqual([from, to]);
  });

  it.each(['soon', '', 'last month and a half', '2026-13', 'the last time', 'October in Rome'])(
    'refuses “%s” and says what is understood',
    (words) => {
      expect(() => readPeriod(words, now)).toThrow(/last month/);
    },
  );
});
