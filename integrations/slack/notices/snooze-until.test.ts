import { expect, test } from 'vitest';
import { snoozedUntil } from './snooze-until.ts';

const at = (iso: string) => Date.parse(iso);
const iso = (instant: number) => new Date(instant).toISOString();

test.each([
  [1, '2026-01-05T10:00:00Z', 'Europe/Berlin', '2026-01-06T08:00:00.000Z'],
  // It is Tuesday there already.
  [1, '2026-01-05T20:00:00Z', 'Asia/Tokyo', '2026-01-07T00:00:00.000Z'],
  // Over the change to summer time.
  [3, '2026-03-27T10:00:00Z', 'Europe/Berlin', '2026-03-30T07:00:00.000Z'],
  [7, '2026-01-05T10:00:00Z', undefined, '2026-01-12T09:00:00.000Z'],
  [7, '2026-01-05T10:00:00Z', 'No/Where', '2026-01-12T09:00:00.000Z'],
])('%i days from %s in %s is nine in the morning there', (days, now, zone, then) => {
  expect(iso(snoozedUntil(days, at(now), zone))).toBe(then);
});
