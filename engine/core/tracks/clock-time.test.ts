import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../testing/story.ts';
import { dateDue, nextClockTime } from './clock-time.ts';

const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const wall = (instant: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
const zones = [
  'UTC',
  'Europe/Vienna',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  // Half an hour of daylight saving time; the other way round; over the date line and back.
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Pacific/Apia',
];
const anyZone = fc.constantFrom(...zones);
const anyTime = fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) });
const anyDays = fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), {
  nil: undefined,
});
const anyInstant = fc.integer({ min: at('2008-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z') });

describe('the next time on the wall', () => {
  test('is later than the moment, within eight days and a skipped one, on a day asked for, and the first such', () => {
    fc.assert(
      fc.property(anyZone, anyTime, anyDays, anyInstant, (zone, time, days, after) => {
        const next = nextClockTime({ time, ...(days && { days }) }, after, [zone]);
        const shown = wall(next, zone);
        expect(next).toBeGreaterThan(after);
        expect(next - after).toBeLessThanOrEqual(8 * DAY + 2 * HOUR);
        if (days) expect(days).toContain(shown.dayOfWeek);
        const asked = shown.toPlainDate().toPlainDateTime(time);
        // What the wall shows is the time asked for, or, where that is skipped, what the clock is put forward to.
        const isSkipped = !asked.toZonedDateTime(zone).toPlainDateTime().equals(asked);
        if (!isSkipped) expect([shown.hour, shown.minute]).toEqual([time.hour, time.minute]);
        expect(shown.second + shown.millisecond).toBe(0);
        for (let n = 0; n < 9; n++) {
          const day = wall(after, zone).toPlainDate().add({ days: n });
          const earlier = day.toPlainDateTime(time).toZonedDateTime(zone, { disambiguation: 'earlier' });
          const between = earlier.epochMilliseconds > after && earlier.epochMilliseconds < next;
          const isThere = earlier.toPlainDateTime().equals(day.toPlainDateTime(time));
          if (between && isThere) expect(days ?? []).not.toContain(day.dayOfWeek);
          if (between && isThere) expect(days).toBeDefined();
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('that the clock skips in spring comes as much later as the clock is put forward', () => {
    const until = { time: { hour: 2, minute: 30 } };
    const next = nextClockTime(until, at('2026-03-28T12:00:00Z'), ['Europe/Vienna']);
    expect(wall(next, 'Europe/Vienna').toString()).toBe('2026-03-29T03:30:00+02:00[Europe/Vienna]');
  });

  test('that the clock shows twice in autumn is the first of the two, once a day', () => {
    const until = { time: { hour: 2, minute: 30 } };
    const first = nextClockTime(until, at('2026-10-24T12:00:00Z'), ['Europe/Vienna']);
    expect(wall(first, 'Europe/Vienna').toString()).toBe('2026-10-25T02:30:00+02:00[Europe/Vienna]');
    const second = nextClockTime(until, first, ['Europe/Vienna']);
    expect(wall(second, 'Europe/Vienna').toString()).toBe('2026-10-26T02:30:00+01:00[Europe/Vienna]');
  });

  test('passes over a day that its zone skips', () => {
    // On Samoa 30 December 2011, a Friday, was not.
    const friday = { days: [5], time: { hour: 9, minute: 0 } };
    const next = nextClockTime(friday, at('2011-12-29T20:00:00Z'), ['Pacific/Apia']);
    expect(wall(next, 'Pacific/Apia').toPlainDate().toString()).toBe('2012-01-06');
  });

  test('is never the moment itself', () => {
    const nine = { time: { hour: 9, minute: 0 } };
    const now = at('2026-01-05T09:00:00Z');
    expect(nextClockTime(nine, now, ['UTC'])).toBe(now + DAY);
    expect(nextClockTime(nine, now - 1, ['UTC'])).toBe(now);
  });

  test('is that of the first zone there is', () => {
    const nine = { time: { hour: 9, minute: 0 } };
    const now = at('2026-01-05T00:00:00Z');
    expect(nextClockTime(nine, now, ['Nowhere/City', undefined, 'Asia/Kolkata'])).toBe(now + 3.5 * HOUR);
  });
});

describe('a date', () => {
  const plain = { field: 'renewal_date', offsetDays: 0 };

  test('without a time of day is that day on the wall, whatever the zone', () => {
    const due = dateDue(plain, '2026-03-01T00:00:00.000Z', ['America/New_York']);
    expect(due && wall(due, 'America/New_York').toString()).toBe(
      '2026-03-01T00:00:00-05:00[America/New_York]',
    );
  });

  test('is so many days of the calendar before or after, at the time on the wall, over a change of the clock too', () => {
    fc.assert(
      fc.property(
        anyZone,
        anyTime,
        fc.integer({ min: -365, max: 365 }),
        fc.integer({ min: 0, max: 7000 }),
        (zone, time, offsetDays, day) => {
          const date = Temporal.PlainDate.from('2010-01-01').add({ days: day });
          const due = dateDue({ field: 'd', offsetDays, time }, `${date}T00:00:00.000Z`, [zone]);
          const asked = date.add({ days: offsetDays }).toPlainDateTime(time);
          expect(due).toBe(asked.toZonedDateTime(zone).epochMilliseconds);
        },
      ),
    );
  });

  test('with a time of day is on the day that the wall shows then, at the same time unless another is asked for', () => {
    const late = '2026-03-01T03:00:00.000Z';
    const zone = ['America/New_York'];
    expect(dateDue(plain, late, zone)).toBe(at(late));
    expect(dateDue({ ...plain, time: { hour: 9, minute: 0 } }, late, zone)).toBe(at('2026-02-28T14:00:00Z'));
    expect(dateDue({ ...plain, offsetDays: 14 }, late, zone)).toBe(at('2026-03-15T02:00:00Z'));
  });

  test.each([undefined, '', 'soon', 20260301, true, '2026-02-30T00:00:00.000Z'])('%j is none', (value) => {
    expect(dateDue(plain, value, ['UTC'])).toBeUndefined();
  });
});
