import { expect, test } from 'vitest';
import { quietUntil } from './quiet-hours.ts';

const until = (at: string, from: number, to: number, ...zones: (string | undefined)[]) => {
  const end = quietUntil(Date.parse(at), { from, to }, zones);
  return end === undefined ? undefined : new Date(end).toISOString();
};

test.each([
  ['2026-01-06T20:59:59.999Z', undefined],
  ['2026-01-06T21:00:00Z', '2026-01-07T08:00:00.000Z'],
  ['2026-01-07T00:00:00Z', '2026-01-07T08:00:00.000Z'],
  ['2026-01-07T07:59:59.999Z', '2026-01-07T08:00:00.000Z'],
  ['2026-01-07T08:00:00Z', undefined],
])('over midnight: at %s they end at %s', (at, end) => {
  expect(until(at, 21, 8, 'UTC')).toBe(end);
});

test.each([
  ['2026-01-06T11:59:59Z', undefined],
  ['2026-01-06T12:00:00Z', '2026-01-06T14:00:00.000Z'],
  ['2026-01-06T14:00:00Z', undefined],
])('within a day: at %s they end at %s', (at, end) => {
  expect(until(at, 12, 14, 'UTC')).toBe(end);
});

test('hours that begin when they end are none', () => {
  for (const hour of [0, 8, 23]) expect(until('2026-01-06T08:00:00Z', hour, hour, 'UTC')).toBeUndefined();
});

test('the night on which clocks go forward is an hour shorter, the one on which they go back an hour longer', () => {
  expect(until('2026-03-28T20:00:00Z', 21, 8, 'Europe/Berlin')).toBe('2026-03-29T06:00:00.000Z');
  expect(until('2026-10-24T19:00:00Z', 21, 8, 'Europe/Berlin')).toBe('2026-10-25T07:00:00.000Z');
});

test('an end that the clock skips is the first instant after the gap', () => {
  expect(until('2026-03-29T00:30:00Z', 22, 2, 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
});

test('an end that the clock shows twice is the first of the two', () => {
  expect(until('2026-10-24T23:30:00Z', 22, 2, 'Europe/Berlin')).toBe('2026-10-25T00:00:00.000Z');
});

test('quiet hours that the clock shows twice are quiet both times', () => {
  expect(until('2026-10-25T00:30:00Z', 2, 3, 'Europe/Berlin')).toBe('2026-10-25T02:00:00.000Z');
  expect(until('2026-10-25T01:30:00Z', 2, 3, 'Europe/Berlin')).toBe('2026-10-25T02:00:00.000Z');
});

test('zones off the hour have their own hours', () => {
  expect(until('2026-01-06T15:30:00Z', 21, 8, 'Asia/Kolkata')).toBe('2026-01-07T02:30:00.000Z');
  expect(until('2026-01-06T15:29:00Z', 21, 8, 'Asia/Kolkata')).toBeUndefined();
});

test('the first zone that exists counts, and UTC when none does', () => {
  expect(until('2026-01-06T07:30:00Z', 21, 8, 'Nowhere/City', 'Europe/Berlin')).toBeUndefined();
  expect(until('2026-01-06T07:30:00Z', 21, 8, undefined, 'Nowhere/City')).toBe('2026-01-06T08:00:00.000Z');
});

test('the end always lies ahead', () => {
  const start = Date.parse('2026-01-01T00:00:00Z');
  for (const zone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca']) {
    for (let at = start; at < start + 366 * 86_400_000; at += 17 * 60_000) {
      const end = quietUntil(at, { from: 22, to: 2 }, [zone]);
      if (end !== undefined && end <= at) throw new Error(`${zone}: at ${at} the end is ${end}`);
    }
  }
});
