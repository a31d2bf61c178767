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
});
