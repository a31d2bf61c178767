import { describe, expect, it } from 'vitest';
import { instructions } from './instructions.ts';
import { inTheirTime, weekdayAndTime } from './their-time.ts';

const vienna = 'Europe/Vienna';

describe('a time that is said', () => {
  it.each([
    ['Halted since 2026-03-18T12:30:05.123Z (x).', 'Halted since 2026-03-18 13:30 (Europe/Vienna) (x).'],
    ['due 2026-07-01 22:30 UTC', 'due 2026-07-02 00:30 (Europe/Vienna)'],
    ['from 2026-03-01T00:00:00.000Z on', 'from 2026-03-01T00:00:00.000Z on'],
    ['on 2026-03-18', 'on 2026-03-18'],
    ['http://x.test/p?from=2026-03-18T12:30:00Z', 'http://x.test/p?from=2026-03-18T12:30:00Z'],
    ['2026-99-99T12:30:00Z', '2026-99-99T12:30:00Z'],
  ])('is as their clock shows it: %s', (said, shown) => {
    expect(inTheirTime(said, vienna)).toBe(shown);
  });

  it('stays in UTC where no zone is known', () => {
    for (const zone of [undefined, null, 'UTC'])
      expect(inTheirTime('at 2026-03-18 12:30 UTC', zone)).toBe('at 2026-03-18 12:30 UTC');
  });
});

it('a model is told what time it is for the person', () => {
  const now = Date.UTC(2026, 2, 18, 12, 30);
  expect(weekdayAndTime(now, vienna)).toBe('Wednesday, 13:30 in Europe/Vienna');
  const person = { id: 'p', name: 'Ada', role: 'marketer' as const };
  expect(instructions({ person: { ...person, timeZone: vienna }, now })).toContain(
    'Now: 2026-03-18T12:30:00.000Z (UTC), for them Wednesday, 13:30 in Europe/Vienna.\n',
  );
  expect(instructions({ person, now })).toContain('Now: 2026-03-18T12:30:00.000Z (UTC).\n');
});
