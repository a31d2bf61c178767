import { expect, test } from 'vitest';
import { nextDue, periodOf } from './due.ts';

const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16);
const next = (every: 'week' | 'month', day: number, hour: number, zone: string, after: string) =>
  iso(nextDue({ every, day, minute: hour * 60 }, zone, Date.parse(after)));

test('a weekly one comes at its hour by the clock of its zone, summer and winter', () => {
  expect(next('week', 1, 9, 'Europe/Vienna', '2026-10-19T08:00:00Z')).toBe('2026-10-26T08:00');
  expect(next('week', 1, 9, 'Europe/Vienna', '2026-10-19T06:59:00Z')).toBe('2026-10-19T07:00');
  expect(next('week', 1, 9, 'Asia/Tokyo', '2026-10-18T23:00:00Z')).toBe('2026-10-19T00:00');
  expect(next('week', 7, 0, 'UTC', '2026-11-22T00:00:00Z')).toBe('2026-11-29T00:00');
});

test('an hour that the clock skips or repeats is taken once', () => {
  expect(next('week', 7, 2, 'Europe/Vienna', '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:00');
  expect(next('week', 7, 2, 'Europe/Vienna', '2026-03-29T01:00:00Z')).toBe('2026-04-05T00:00');
  expect(next('week', 7, 2, 'Europe/Vienna', '2026-10-24T12:00:00Z')).toBe('2026-10-25T00:00');
  expect(next('week', 7, 2, 'Europe/Vienna', '2026-10-25T00:00:00Z')).toBe('2026-11-01T01:00');
});

test('a monthly one on a day that the month has not comes on its last', () => {
  expect(next('month', 31, 9, 'UTC', '2027-01-31T09:00:00Z')).toBe('2027-02-28T09:00');
  expect(next('month', 1, 9, 'America/New_York', '2026-11-01T13:00:00Z')).toBe('2026-11-01T14:00');
  expect(next('month', 30, 9, 'UTC', '2027-02-28T08:00:00Z')).toBe('2027-02-28T09:00');
});

test('it tells of the whole days before it', () => {
  const of = (every: 'week' | 'month', day: number, zone: string, due: string) => {
    const { from, to } = periodOf({ every, day }, zone, Date.parse(due));
    return `${iso(from)} ${iso(to)}`;
  };
  expect(of('week', 1, 'UTC', '2026-11-23T09:00:00Z')).toBe('2026-11-16T00:00 2026-11-23T00:00');
  // Monday in Auckland is Sunday in UTC still.
  expect(of('week', 1, 'Pacific/Auckland', '2026-11-22T20:00:00Z')).toBe('2026-11-16T00:00 2026-11-23T00:00');
  expect(of('month', 15, 'UTC', '2026-11-15T09:00:00Z')).toBe('2026-10-01T00:00 2026-11-01T00:00');
  expect(of('month', 31, 'UTC', '2026-11-30T18:00:00Z')).toBe('2026-11-01T00:00 2026-11-30T00:00');
});
