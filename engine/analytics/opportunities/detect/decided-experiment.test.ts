import { expect, it } from 'vitest';
import { applyEdits } from '../../../program/edits.ts';
import { parseProgram } from '../../../program/parse.ts';
import { experimentOf } from '../../experiments/experiment-of.ts';
import { judge } from '../../experiments/judge.ts';
import type { ArmDay } from '../../experiments/types.ts';
import { choose } from '../choose.ts';
import { drawWorld, smallProgram } from '../testing/world.ts';

const day = 86_400_000;
const program = parseProgram({
  ...smallProgram,
  experiments: {
    early: {
      title: 'An early call',
      element: 'hand-off',
      arms: { was: { title: 'As it was', weight: 1 }, early: { title: 'Early', weight: 1 } },
      control: 'was',
      population: 'lead_score >= 10',
      metric: 'sql',
      guardrails: ['unsubscribe'],
      window: '7 days',
    },
  },
});

/** 60 days of 20 leads an arm, of whom so many did it, and so many of the early arm left, a day. */
function worldWith({ was = 2, early = 2, left = 0, decided = false }) {
  const harmed = (unsubscribe: number) => ({ unsubscribe, complaint: 0, bounce: 0 });
  const rows = Array.from({ length: 60 }, (_, n): ArmDay[] => [
    { day: n, arm: 'was', exposed: 20, matured: 20, done: was, harmed: harmed(0) },
    { day: n, arm: 'early', exposed: 20, matured: 20, done: early, harmed: harmed(left) },
  ]).flat();
  const experiment = {
    ...experimentOf(program, 'early'),
    cycleMs: 14 * day,
    ...(decided && { decided: 'early' }),
  };
  const span = { from: 0, until: 60 * day };
  const reading = { experiment, ...span, decidedAt: null, ...judge(experiment, rows, span), notes: [] };
  return choose({ ...drawWorld(3), program, experiments: [reading] }).chosen;
}

it('an experiment that is decided by its rules is proposed to be decided, for the arm that is better', () => {
  const [one] = worldWith({ was: 2, early: 5 });
  expect(one).toMatchObject({ kind: 'decided-experiment', subject: 'experiments/early' });
  expect(one?.found.effect.low).toBeGreaterThan(0);
  const { remedy } = one?.found ?? {};
  const edits = remedy?.do === 'edits' ? remedy.edits : [];
  expect(applyEdits(program, edits).experiments?.early?.decided).toBe('early');
});

it('one whose arm is worse, or does harm, is proposed to be stopped', () => {
  for (const found of [worldWith({ was: 5, early: 2 }), worldWith({ left: 2 })]) {
    const remedy = found[0]?.found.remedy;
    const edits = remedy?.do === 'edits' ? remedy.edits : [];
    expect(applyEdits(program, edits).experiments?.early?.decided).toBe('was');
  }
});

it('one without a difference, or decided already, is left alone', () => {
  expect(worldWith({})).toEqual([]);
  expect(worldWith({ was: 2, early: 5, decided: true })).toEqual([]);
});
