import { describe, expect, it } from 'vitest';
import { planDrift } from './drift.ts';
import type { Plan } from './types.ts';

function plan(entering: Record<string, number>, leaving = 0, diff = ['Track “a” is new.']): Plan {
  return {
    diff,
    population: { entering, inFlight: {}, leaving, leads: 1000 },
    risk: { level: 'low', reasons: [] },
    computedAt: 0,
  };
}

describe('the drift of a plan', () => {
  it('is nothing when nothing moved', () => {
    expect(planDrift(plan({ a: 100 }), plan({ a: 100 }))).toEqual([]);
  });

  it('tolerates five percent of a small population and no more', () => {
    expect(planDrift(plan({ a: 100 }), plan({ a: 105 }))).toEqual([]);
    expect(planDrift(plan({ a: 100 }), plan({ a: 106 }))).toEqual([
      'leads entering a: 100 when shown, 106 now',
    ]);
  });

  it('tolerates fifty leads of a large population and no more', () => {
    expect(planDrift(plan({ a: 10_000 }), plan({ a: 10_050 }))).toEqual([]);
    expect(planDrift(plan({ a: 10_000 }), plan({ a: 10_051 }))).toHaveLength(1);
    expect(planDrift(plan({}, 10_000), plan({}, 9_949))).toHaveLength(1);
  });

  it('counts a track that only one of the plans knows', () => {
    expect(planDrift(plan({}), plan({ a: 1 }))).toHaveLength(1);
  });

  it('reports a difference that reads otherwise', () => {
    expect(planDrift(plan({}), plan({}, 0, ['Track “b” is new.']))).toHaveLength(1);
  });

  it('counts those who would be emailed twice, and what waits behind a halt', () => {
    const twice = (n: number): Plan => {
      const { population, ...rest } = plan({ a: 22 });
      return { ...rest, population: { ...population, alsoOn: { a: { b: n } }, repeated: { a: n } } };
    };
    expect(planDrift(plan({ a: 22 }), twice(19))).toEqual([
      'leads entering a who are on b: 0 when shown, 19 now',
      'leads already sent an item of a: 0 when shown, 19 now',
    ]);
    expect(planDrift(twice(19), twice(19))).toEqual([]);
    const halted = (since: number, emails: number): Plan => {
      const { population, ...rest } = plan({});
      return { ...rest, population: { ...population, resumed: [{ target: '*', since, emails }] } };
    };
    expect(planDrift(halted(1, 100), halted(1, 104))).toEqual([]);
    expect(planDrift(halted(1, 100), halted(1, 300))).toHaveLength(1);
    expect(planDrift(halted(1, 100), halted(2, 100))).toEqual([
      'all sending was halted anew after this was shown',
    ]);
  });

  it('leaves out what moves all the time', () => {
    const scored = (leads: number): Plan => {
      const { population, ...rest } = plan({});
      const thresholds = [{ title: 'Warm', new: { at: 50, leads } }];
      return { ...rest, population: { ...population, scored: [{ rule: 'Visit', leads }], thresholds } };
    };
    expect(planDrift(scored(10), scored(5000))).toEqual([]);
  });
});
