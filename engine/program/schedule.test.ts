import { describe, expect, it } from 'vitest';
import { dayMs, durationMs } from './duration.ts';
import { dayText, scheduleOf } from './schedule.ts';
import { demoProgram } from './templates/enterprise-smb.ts';

const { tracks } = demoProgram((item) => ({ item, version: 1, hash: '0'.repeat(64) }));
function emailDays(id: string): number[] {
  const track = tracks[id];
  if (track === undefined) throw new Error('no such track');
  return scheduleOf(track).flatMap(({ email, offsetMs }) =>
    email === undefined ? [] : [1 + offsetMs / dayMs],
  );
}

describe('the schedule of a track', () => {
  it('has the enterprise education begin on day 1, then on day 7, 14, 28, in week 6 and 10, then monthly to month 6', () => {
    expect(emailDays('enterprise-cold-lead-education')).toEqual([1, 7, 14, 28, 42, 70, 100, 130, 160]);
  });

  it('has the SMB fast track send every three to four days within four weeks', () => {
    const days = emailDays('smb-fast-track');
    const gaps = days.slice(1).map((day, n) => day - (days[n] ?? 0));
    expect(gaps.every((gap) => gap === 3 || gap === 4)).toBe(true);
    expect(days.at(-1)).toBeLessThanOrEqual(28);
  });

  it('reads as a marketer would say it', () => {
    expect([0, dayMs, 7 * dayMs + 90 * 60_000, 6 * 3_600_000, 45 * 60_000].map(dayText)).toEqual([
      'at once, on day 1',
      'on day 2',
      'on day 8, 1 h 30 min in',
      '6 h after the start',
      '45 min after the start',
    ]);
  });

  it('knows durations, and refuses what is none', () => {
    expect(['90 minutes', '2 hours', '1 day', '6 weeks'].map(durationMs)).toEqual([
      5_400_000, 7_200_000, 86_400_000, 3_628_800_000,
    ]);
    expect(() => durationMs('soon')).toThrow(/write it like/);
  });
});
