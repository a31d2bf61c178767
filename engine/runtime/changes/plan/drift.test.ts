import { describe, expect, it } from 'vitest';
import type { Plan } from '../types.ts';
import { planDrift } from './drift.ts';

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

  it('tolerates one lead, but neither the first nor the last', () => {
    expect(planDrift(plan({ a: 1 }), plan({ a: 0 }))).toHaveLength(1);
    expect(planDrift(plan({ a: 3 }), plan({ a: 4 }))).toEqual([]);
    expect(planDrift(plan({ a: 3 }), plan({ a: 5 }))).toHaveLength(1);
    expect(planDrift(plan({}), plan({}, 1))).toHaveLength(1);
  });

  it('compares those whom the change has emailed, and not how the days move both programs', () => {
    const emailed = (base: number, proposed: number, leads = 1000): Plan => {
      const figures = { entering: 0, leaving: 0, moving: 0, emails: 0 };
      const period = { base: { ...figures, emailed: base }, proposed: { ...figures, emailed: proposed } };
      return { ...plan({}), ahead: { leads, of: 1000, periods: [{ days: 7, ...period }] } };
    };
    expect(planDrift(emailed(100, 200), emailed(300, 400))).toEqual([]);
    expect(planDrift(emailed(100, 200), emailed(100, 210))).toEqual([]);
    expect(planDrift(emailed(100, 200), emailed(100, 211))).toEqual([
      'leads emailed within 7 days: 100 more by the change when shown, 111 more now',
    ]);
    expect(planDrift(emailed(0, 0), emailed(0, 1))).toHaveLength(1);
    expect(planDrift(emailed(100, 200, 100), emailed(100, 230, 100))).toEqual([]);
    expect(planDrift(emailed(100, 200, 100), emailed(100, 231, 100))).toHaveLength(1);
    expect(planDrift(plan({}), emailed(0, 500))).toEqual([]);
  });

  it('gives a figure that was scaled up the room of three leads of its sample', () => {
    const scaled = (leaving: number): Plan => ({
      ...plan({}, leaving),
      migration: {
        leads: 40_000,
        decided: 2000,
        steps: [],
        cancelled: { emails: 0, held: 0, delayed: 0 },
        sends: 0,
      },
    });
    expect(planDrift(scaled(100), scaled(160))).toEqual([]);
    expect(planDrift(scaled(100), scaled(180))).toHaveLength(1);
    expect(planDrift(scaled(10_000), scaled(10_500))).toEqual([]);
  });

  it('counts a track that only one of the plans knows', () => {
    expect(planDrift(plan({}), plan({ a: 1 }))).toHaveLength(1);
  });

  it('reports a difference that reads otherwise', () => {
    expect(planDrift(plan({}), plan({}, 0, ['Track “b” is new.']))).toHaveLength(1);
  });

  it('reports a warning that was not shown, and not one that is gone', () => {
    const warned = { ...plan({ a: 1 }), warnings: ['a: look'] };
    expect(planDrift(plan({ a: 1 }), warned)).toHaveLength(1);
    expect(planDrift(warned, plan({ a: 1 }))).toEqual([]);
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
