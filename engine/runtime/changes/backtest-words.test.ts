import { describe, expect, it } from 'vitest';
import { backtestWords } from './backtest-words.ts';
import type { PlanBacktest } from './types.ts';

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
  });
});
