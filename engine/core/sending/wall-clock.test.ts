import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wallClockAt } from './wall-clock.ts';
import { inFirstKnownZone } from './zones.ts';

const names = [
  'Europe/Berlin',
  'europe/berlin',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'UTC',
  '+05:30',
  'Nowhere/Land',
  '',
];
const transitions = names.slice(0, 6).flatMap((name) => {
  const found: number[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
  for (let n = 0; n < 300; n++) {
    const next = at.getTimeZoneTransition('next');
    if (next === null) break;
    found.push(next.epochMilliseconds);
    at = next;
  }
  return found;
});
/** Many at and around the instants at which a clock is put. */
const anyInstant = fc.oneof(
  fc.integer({ min: Date.UTC(1950, 0), max: Date.UTC(2090, 0) }),
  fc
    .tuple(fc.constantFrom(...transitions), fc.constantFrom(-3_600_000, -1, 0, 1, 3_600_000))
    .map(([at, off]) => at + off),
);

test('the clock on the wall shows what Temporal has it show, in whatever order instants are asked for', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyInstant, fc.subarray(names)), { maxLength: 20 }), (asked) => {
      for (const [at, zones] of asked) {
        const local = inFirstKnownZone(at, zones);
        const clock = wallClockAt(at, zones);
        const date = Temporal.PlainDate.from('1970-01-01').add({ days: clock.day });
        expect([date.toString(), clock.minute, clock.weekday]).toEqual([
          local.toPlainDate().toString(),
          local.hour * 60 + local.minute,
          local.dayOfWeek,
        ]);
      }
    }),
    { numRuns: 300 },
  );
});
