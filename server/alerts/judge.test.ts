import { describe, expect, it } from 'vitest';
import { judgeClicks, judgeConnectors, judgeFailed, judgeStuck } from './judge.ts';
import { afterQuiet } from './quiet.ts';

const share = (numerator: number, denominator: number) => ({ numerator, denominator });

describe('clicks', () => {
  const judge = (
    now: [number, number],
    before: [number, number],
    more: { open?: boolean; threshold?: number } = {},
  ) => judgeClicks({ now: share(...now), before: share(...before) }, { open: false, ...more }).so;

  it('that fall a little, or by chance, are nothing', () => {
    expect(judge([4, 100], [20, 400])).toBe(false);
    expect(judge([4_500, 100_000], [20_000, 400_000])).toBe(false);
    expect(judge([16, 200], [80, 400])).toBe(true);
    expect(judge([16, 200], [80, 400], { threshold: 0.7 })).toBe(false);
  });
  it('of too few emails say nothing, whatever they were', () => {
    expect(judge([0, 29], [80, 400])).toBe('unknown');
    expect(judge([0, 29], [80, 400], { open: true })).toBe('unknown');
    expect(judge([5, 100], [0, 400])).toBe('unknown');
  });
  it('do not come and go at the edge', () => {
    expect(judge([140, 1_000], [800, 4_000])).toBe(true);
    expect(judge([165, 1_000], [800, 4_000])).toBe(false);
    expect(judge([165, 1_000], [800, 4_000], { open: true })).toBe(true);
    expect(judge([185, 1_000], [800, 4_000], { open: true })).toBe(false);
  });
});

describe('failed sends', () => {
  const judge = (now: [number, number], before: [number, number], open = false) =>
    judgeFailed({ now: share(...now), before: share(...before) }, { open }).so;
  it('are an alert when clearly more fail than before, and three at least', () => {
    expect(judge([2, 20], [0, 400])).toBe(false);
    expect(judge([8, 200], [4, 4_000])).toBe(true);
    expect(judge([8, 200], [160, 4_000])).toBe(false);
  });
  it('without a past are held against what is borne', () => {
    expect(judge([3, 200], [0, 0])).toBe(false);
    expect(judge([30, 200], [0, 0])).toBe(true);
  });
  it('are over when few fail', () => {
    expect(judge([3, 200], [4, 4_000], true)).toBe(true);
    expect(judge([0, 200], [4, 4_000], true)).toBe(false);
  });
});

it('leads are stuck from the number on that was said', () => {
  expect(judgeStuck({ parked: 1, overdue: 0 }, { open: false }).so).toBe(true);
  expect(judgeStuck({ parked: 2, overdue: 2 }, { open: false, threshold: 5 }).so).toBe(false);
  expect(judgeStuck({ parked: 2, overdue: 3 }, { open: false, threshold: 5 }).words).toEqual([
    '2 leads went no further because deciding for them failed.',
    'For 3 leads the next step has been due for more than an hour.',
  ]);
});

it('a connector is down after two looks', () => {
  const state = (failures: number) => [{ connector: 'email', failures, since: 0, words: 'It is gone.' }];
  expect(judgeConnectors(state(1), { open: false })[0]?.so).toBe(false);
  expect(judgeConnectors(state(2), { open: false })[0]).toEqual({
    subject: 'email',
    so: true,
    words: ['It is gone.'],
  });
});

describe('quiet hours', () => {
  const ends = (from: number, to: number, at: string) =>
    new Date(afterQuiet({ from: from * 60, to: to * 60 }, 'Europe/Vienna', Date.parse(at))).toISOString();
  it('end in the morning by the clock of the zone, also over midnight and when the clock is put back', () => {
    expect(ends(20, 7, '2026-10-24T17:59:00Z')).toBe('2026-10-24T17:59:00.000Z');
    expect(ends(20, 7, '2026-10-24T18:00:00Z')).toBe('2026-10-25T06:00:00.000Z');
    expect(ends(20, 7, '2026-10-25T05:59:00Z')).toBe('2026-10-25T06:00:00.000Z');
    expect(ends(12, 14, '2026-10-26T11:30:00Z')).toBe('2026-10-26T13:00:00.000Z');
    expect(ends(12, 14, '2026-10-26T13:00:00Z')).toBe('2026-10-26T13:00:00.000Z');
  });
});
