import { describe, expect, test } from 'vitest';
import { compileGuards } from '../../program/compile/compile-guards.ts';
import { policiesSchema } from '../../program/schema.ts';
import { localHold } from './local-rules.ts';

const quietUntil = (
  at: number,
  quietHours: { from: number; to: number },
  zones: readonly (string | undefined)[],
) => localHold(at, { quietHours }, { zones, country: undefined })?.until;

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

const open = (
  at: string,
  policies: object,
  zone: string,
  country?: string,
): readonly [string, string] | undefined => {
  const { local } = compileGuards(policiesSchema.parse(policies));
  const hold = local && localHold(Date.parse(at), local, { zones: [zone], country });
  return hold && [hold.reason, new Date(hold.until).toISOString()];
};

describe('send windows', () => {
  const office = {
    sendWindow: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:30', to: '17:00' },
  } as const;

  test.each([
    ['2026-01-09T09:29:59.999Z', '2026-01-09T09:30:00.000Z'],
    ['2026-01-09T17:00:00Z', '2026-01-12T09:30:00.000Z'],
    ['2026-01-10T12:00:00Z', '2026-01-12T09:30:00.000Z'],
  ])('at %s the next one opens at %s', (at, until) => {
    expect(open(at, office, 'UTC')).toEqual(['send_window', until]);
  });

  test('inside of one nothing waits', () => {
    expect(open('2026-01-09T09:30:00Z', office, 'UTC')).toBeUndefined();
    expect(open('2026-01-09T16:59:59.999Z', office, 'UTC')).toBeUndefined();
  });

  test('days alone open at midnight where the lead is, and times alone on every day', () => {
    expect(open('2026-01-10T12:00:00Z', { sendWindow: { days: ['sun'] } }, 'Asia/Kathmandu')).toEqual([
      'send_window',
      '2026-01-10T18:15:00.000Z',
    ]);
    expect(open('2026-01-10T22:00:00Z', { sendWindow: { to: '20:00' } }, 'UTC')).toEqual([
      'send_window',
      '2026-01-11T00:00:00.000Z',
    ]);
  });

  test('a beginning that the clock skips is the first instant after the gap, also one of half an hour', () => {
    const early = { sendWindow: { from: '02:30' } };
    expect(open('2026-03-29T00:59:00Z', early, 'Europe/Berlin')?.[1]).toBe('2026-03-29T01:00:00.000Z');
    const lordHowe = { sendWindow: { from: '02:10' } };
    expect(open('2026-10-03T15:00:00Z', lordHowe, 'Australia/Lord_Howe')?.[1]).toBe(
      '2026-10-03T15:30:00.000Z',
    );
  });

  test('times that the clock shows twice are open twice', () => {
    const narrow = { sendWindow: { from: '01:30', to: '01:45' } };
    expect(open('2026-04-04T14:45:00Z', narrow, 'Australia/Lord_Howe')?.[1]).toBe('2026-04-04T15:00:00.000Z');
    expect(open('2026-04-04T15:15:00Z', narrow, 'Australia/Lord_Howe')?.[1]).toBe('2026-04-05T15:00:00.000Z');
  });
});

describe('holidays', () => {
  const christmas = { holidays: [{ date: '2026-12-25' }, { date: '2026-12-26', countries: ['DE', 'at'] }] };

  test('are days of the lead, everywhere or in its country', () => {
    expect(open('2026-12-24T12:00:00Z', christmas, 'Pacific/Apia')).toEqual([
      'holiday',
      '2026-12-25T11:00:00.000Z',
    ]);
    expect(open('2026-12-24T12:00:00Z', christmas, 'UTC')).toBeUndefined();
    expect(open('2026-12-25T12:00:00Z', christmas, 'UTC', ' AT ')?.[1]).toBe('2026-12-27T00:00:00.000Z');
    expect(open('2026-12-25T12:00:00Z', christmas, 'UTC', 'FR')?.[1]).toBe('2026-12-26T00:00:00.000Z');
    expect(open('2026-12-26T12:00:00Z', christmas, 'UTC')).toBeUndefined();
  });

  test.each([
    ['first', [{ date: '2026-12-25' }, { date: '2026-12-25', countries: ['DE'] }]],
    ['last', [{ date: '2026-12-25', countries: ['DE'] }, { date: '2026-12-25' }]],
  ])('a day named for everywhere %s and for a country too is one everywhere', (_, holidays) => {
    for (const country of ['FR', undefined])
      expect(open('2026-12-25T12:00:00Z', { holidays }, 'UTC', country)?.[0]).toBe('holiday');
  });

  test('a day that a place has left out of its calendar holds nothing', () => {
    const policies = { holidays: [{ date: '2011-12-29' }, { date: '2011-12-30' }] };
    expect(open('2011-12-29T12:00:00Z', policies, 'Pacific/Apia')?.[1]).toBe('2011-12-30T10:00:00.000Z');
  });
});

test('of several rules all have let go at the end, which is their first such instant', () => {
  const policies = {
    quietHours: { from: 20, to: 8 },
    sendWindow: { days: ['mon' as const, 'tue' as const], from: '07:15', to: '08:45' },
    holidays: [{ date: '2026-01-12' }],
  };
  expect(open('2026-01-06T21:00:00Z', policies, 'UTC')).toEqual(['send_window', '2026-01-13T08:00:00.000Z']);
  expect(open('2026-01-06T07:30:00Z', policies, 'UTC')).toEqual(['quiet_hours', '2026-01-06T08:00:00.000Z']);
});

test('rules that never let go are looked at again after three years', () => {
  const never = { sendWindow: { days: ['mon' as const], to: '01:00' }, quietHours: { from: 0, to: 1 } };
  expect(open('2026-01-06T12:00:00Z', never, 'UTC')?.[1]).toBe('2029-01-10T12:00:00.000Z');
});
