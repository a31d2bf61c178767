import { describe, expect, it } from 'vitest';
import type { Plan } from '../types.ts';
import { planDigest, planWords } from './plan-words.ts';

const plan: Plan = {
  diff: ['Scoring rule “Pricing” is added'],
  population: { entering: { smb: 12 }, inFlight: {}, leaving: 0, leads: 3000 },
  risk: { level: 'low', reasons: [] },
  computedAt: 0,
};

describe('a plan in words', () => {
  it('says whom it touches and how careful to be, and leaves out what it has no words for', () => {
    expect(planWords(plan)).toEqual([
      { heading: 'Who is affected (of 3,000 leads)', lines: ['12 leads would enter “smb” now'] },
      { heading: 'Risk: low', lines: ['Nothing was found that asks for more care.'] },
    ]);
  });

  it('puts the recorded past before the risk and the warnings last', () => {
    const backtest = { from: 0, to: 86_400_000, version: 1, leads: 0, of: 0, changed: 0 };
    const whole: Plan = {
      ...plan,
      backtest: { ...backtest, figures: [], samples: [] },
      risk: { level: 'high', reasons: ['It resumes all sending.'] },
      warnings: ['tracks/smb: nobody enters'],
    };
    expect(planWords(whole).map(({ heading }) => heading)).toEqual([
      'Who is affected (of 3,000 leads)',
      'What it would have done',
      'Risk: high',
      'Warnings',
    ]);
  });

  it('keeps what stands behind the recorded past for where there is room', () => {
    const backtest = { from: 0, to: 86_400_000, version: 1, leads: 9, of: 9, changed: 2 };
    const scores = [{ from: 50, base: 3, proposed: [4, 4] as const }];
    const whole: Plan = { ...plan, backtest: { ...backtest, figures: [], samples: [], scores } };
    const behind = {
      heading: 'Leads by score at the end',
      lines: ['50 to 74: 4 instead of 3'],
      detail: true,
    };
    expect(planWords(whole)).toContainEqual(behind);
    expect(planDigest(whole)).toEqual(planWords(whole).filter(({ detail }) => !detail));
    expect(planDigest(whole)).not.toContainEqual(behind);
  });
});
