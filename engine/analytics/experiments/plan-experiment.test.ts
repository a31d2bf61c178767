import { describe, expect, it } from 'vitest';
import { dayMs } from '../../program/duration.ts';
import { trackSchema } from '../../program/schema.ts';
import { powerOf } from '../statistics/sample-size.ts';
import { rateOf } from '../statistics/wilson.ts';
import { cycleOf } from './cycle.ts';
import { planExperiment } from './plan-experiment.ts';

const ground = { rate: rateOf(100, 1_000), leadsPerWeek: 280, windowMs: 14 * dayMs, cycleMs: 28 * dayMs };

describe('a plan', () => {
  it('has the leads that the one look needs, and the days until the last of them can be read', () => {
    const { forEffect } = planExperiment(ground, { arms: 2, effect: 0.03, leadsPerArm: 500 });
    // By the formula: (2.0537 sqrt(2 x 0.115 x 0.885) + 0.8416 sqrt(0.09 + 0.1131))^2 / 0.03^2 = 1894.8.
    expect(forEffect).toEqual({ effect: 0.03, perArm: 1_895, days: 95 + 14 });
    expect(powerOf({ rate: 0.1, effect: 0.03, confidence: 0.96 }, 1_895)).toBeCloseTo(0.8, 3);
  });

  it('asks for 500 leads and one cycle however great the effect', () => {
    const { forEffect } = planExperiment(
      { ...ground, leadsPerWeek: 7_000 },
      { arms: 2, effect: 0.3, leadsPerArm: 500 },
    );
    expect(forEffect).toEqual({ effect: 0.3, perArm: 500, days: 28 + 14 });
  });

  it('asks more of several arms', () => {
    const of = (arms: number) =>
      planExperiment(ground, { arms, effect: 0.03, leadsPerArm: 500 }).forEffect?.perArm ?? 0;
    expect(of(4)).toBeGreaterThan(of(3));
    expect(of(3)).toBeGreaterThan(of(2));
  });

  it('says what one, two and four cycles can show, or that they are too short', () => {
    const { within } = planExperiment({ ...ground, leadsPerWeek: 200 }, { arms: 2, leadsPerArm: 500 });
    expect(within.map(({ days, perArm }) => [days, perArm])).toEqual([
      [42, 400],
      [70, 800],
      [126, 1_600],
    ]);
    const [first, second, last] = within.map(({ effect }) => effect);
    expect(first).toBeNull();
    expect(second).toBeGreaterThan(last ?? 1);
    expect(powerOf({ rate: 0.1, effect: last ?? 0, confidence: 0.96 }, 1_600)).toBeCloseTo(0.8, 3);
  });

  it('says so when there is no rate, or nobody comes', () => {
    const none = planExperiment(
      { ...ground, rate: rateOf(3, 20) },
      { arms: 2, effect: 0.02, leadsPerArm: 500 },
    );
    expect(none.forEffect).toBeUndefined();
    expect(none.notes[0]).toBe('There is no rate to plan by: 3 of 20 leads, fewer than 30.');
    const still = planExperiment({ ...ground, leadsPerWeek: 0 }, { arms: 2, effect: 0.02, leadsPerArm: 500 });
    expect(still.forEffect?.days).toBeNull();
  });
});

describe('a cycle', () => {
  const track = (...steps: object[]) => trackSchema.parse({ title: 'T', stage: 'awareness', steps });

  it('is the longest track from beginning to end, with the longest that waits can take', () => {
    const wait = { id: 'a', kind: 'wait', for: '10 days' };
    expect(cycleOf([track(wait), track({ ...wait, for: '8 days' })])).toBe(10 * dayMs);
    const open = { id: 'b', kind: 'wait-for', when: 'demo_request', within: '3 weeks' };
    const tuesday = { id: 'c', kind: 'wait', until: { weekday: ['tue'], time: '09:00' } };
    expect(cycleOf([track(wait, open, tuesday)])).toBe((10 + 21 + 7) * dayMs);
  });

  it('is a week at least, and four without any track', () => {
    expect(cycleOf([track({ id: 'a', kind: 'wait', for: '1 hour' })])).toBe(7 * dayMs);
    expect(cycleOf([])).toBe(28 * dayMs);
  });
});
