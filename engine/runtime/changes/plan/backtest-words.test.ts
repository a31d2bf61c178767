import { describe, expect, it } from 'vitest';
import type { Plan } from '../types.ts';
import { backtestDetails, backtestWords } from './backtest-words.ts';
import type { PlanBacktest } from './plan-backtest.ts';

const day = 86_400_000;
const run: PlanBacktest = {
  from: 0,
  to: 90 * day,
  version: 3,
  leads: 1000,
  of: 2000,
  changed: 202,
  figures: [
    { of: 'emails', recorded: 1178, base: 1188, proposed: [1076, 1076] },
    { of: 'enrolments', recorded: 300, base: 300, proposed: [300, 300] },
    { of: 'mql', recorded: 36, base: 36, proposed: [40, 32] },
  ],
  samples: [],
};

describe('the words for a backtest', () => {
  it('say what would differ, between both bounds, and how near the run is to what happened', () => {
    expect(backtestWords({ backtest: run })).toEqual([
      'Run over the last 90 days for 1,000 of 2,000 leads: 202 leads would have gone another way',
      'Emails sent: 1,076 instead of 1,188 (1,178 really happened)',
      'Leads become MQL: 32 to 40 instead of 36 (as really happened)',
    ]);
  });

  it('say so when nobody would have gone another way, and when there is no past', () => {
    expect(backtestWords({ backtest: { ...run, changed: 0 } })).toEqual([
      'Run over the last 90 days for 1,000 of 2,000 leads: nobody would have gone another way',
    ]);
    expect(backtestWords({ backtest: { ...run, leads: 0, of: 0, changed: 0 } })).toEqual([
      'Run over the last 90 days for 0 leads: nothing is recorded yet',
    ]);
    expect(backtestWords({})).toEqual([]);
    expect(backtestDetails({})).toEqual([]);
  });

  it('compare tracks, segments, holds, scores and dates, and tell the way of some leads', () => {
    const both = (base: number, proposed: number) => ({ base, proposed: [proposed, proposed] as const });
    const plan: Pick<Plan, 'backtest'> = {
      backtest: {
        ...run,
        figures: [],
        held: [{ reason: 'cap', ...both(20, 1400) }],
        scores: [
          { from: -25, ...both(2, 3) },
          { from: 50, base: 98, proposed: [120, 131] },
        ],
        tracks: [{ track: 'a', title: 'Welcome', emails: both(350, 310), held: both(4, 44) }],
        segments: [{ segment: 's', title: 'Visitors', leads: both(118, 120), score: both(31.5, 30.2) }],
        dates: [
          { stage: 'mql', earlier: 12, later: 1, new: 5, gone: 0, medianDays: -3.5 },
          { stage: 'sql', earlier: 0, later: 0, new: 0, gone: 2, medianDays: null },
        ],
        paths: [
          {
            lead: '0a6a1a5c-0000-4000-8000-000000000001',
            base: [
              { at: 0, did: 'email', what: 'a', title: 'Welcome', detail: 'two' },
              { at: day, did: 'lifecycle', what: 'mql' },
            ],
            proposed: [],
          },
        ],
      },
    };
    expect(backtestWords(plan).slice(1)).toEqual([
      'When leads become MQL: 12 leads earlier, 1 lead later, 5 leads only with the change; the median shift is 3.5 days earlier',
      'When leads become SQL: 2 leads no more',
      'Held by the cap on emails: 1,400 instead of 20',
    ]);
    expect(backtestDetails(plan)).toEqual([
      {
        heading: 'By track and segment',
        lines: [
          'On “Welcome”: emails 310 instead of 350; times held 44 instead of 4',
          'In the segment “Visitors”: leads 120 instead of 118; mean score 30.2 instead of 31.5',
        ],
      },
      {
        heading: 'Leads by score at the end',
        lines: ['-25 to -1: 3 instead of 2', '50 to 74: 120 to 131 instead of 98'],
      },
      {
        heading: 'Some leads that would have gone another way',
        lines: [
          'Lead 0a6a1a5c: nothing more; without the change: 1970-01-01 email two of “Welcome”, 1970-01-02 becomes MQL',
        ],
      },
    ]);
  });

  it('name six and count the others', () => {
    const held = Array.from({ length: 15 }, (_, n) => ({
      reason: `reason_${n}`,
      base: 0,
      proposed: [n + 1, n + 1] as const,
    }));
    const words = backtestWords({ backtest: { ...run, figures: [], held } });
    expect(words).toHaveLength(1 + 1);
    expect(words[1]).toMatch(
      /^Held by reason 0: 1 instead of 0; by reason 1: .*; and 9 reasons to hold more$/,
    );
  });
});
