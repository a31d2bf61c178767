import { expect, test } from 'vitest';
import { performanceWords } from './performance.ts';

const none = { numerator: 0, denominator: 0, rate: null, low: null, high: null };
const figures = {
  from: '2026-03-01T00:00:00.000Z',
  to: '2026-04-01T00:00:00.000Z',
  enrolled: 187,
  active_at_end: 870,
  ended: { goal: 57, finished: 1 },
  goal_reached: { numerator: 40, denominator: 187, rate: 40 / 187, low: 0.161, high: 0.278 },
  cohort: { still_active: 146, ended_otherwise: 1 },
  emails: { sent: 0, delivered: 0, opens: none, clicks: none },
  downloads: 0,
  stage_moves: { journey: {}, lifecycle: {} },
  unsubscribes: none,
};

test('the goal is said as a share of those enrolled, with those still on the way beside it', () => {
  const words = performanceWords({
    track: 'long',
    title: 'Long track',
    period: figures,
    before: figures,
    steps: [],
    notes: [],
  });
  expect(words).toContain(
    'goal reached so far by the leads enrolled in the period: 21.4 % (40 of 187; 95 % interval 16.1–27.8 %); 146 still active, 1 ended otherwise',
  );
  expect(words).toContain(
    'whenever enrolled: 57 reached the goal; 187 enrolled; 870 active at its end; ended otherwise: 1 finished',
  );
});
