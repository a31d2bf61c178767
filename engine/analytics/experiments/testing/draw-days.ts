import { dayMs } from '../../../program/duration.ts';
import type { Draws } from '../../statistics/testing/draws.ts';
import type { ArmDay, ReadableExperiment } from '../types.ts';

/** Two arms, four weeks, 500 leads each. */
export const fourWeeks: ReadableExperiment = {
  id: 'subject',
  title: 'Subject line',
  hypothesis: '',
  element: 'call-to-action',
  arms: [
    { id: 'a', title: 'As it was', weight: 1 },
    { id: 'b', title: 'New', weight: 1 },
  ],
  metric: 'click',
  guardrails: ['unsubscribe', 'complaint'],
  windowMs: 14 * dayMs,
  cycleMs: 28 * dayMs,
  leadsPerArm: 500,
  tracks: [],
  declared: true,
};

export const harmless = { unsubscribe: 0, complaint: 0, bounce: 0 };

/** Days of `fourWeeks` by draws: `perDay` leads an arm, of whom a share does it, and one in a hundred unsubscribes. */
export function drawDays(
  draws: Draws,
  { days, perDay, rate }: { days: number; perDay: number; rate: Readonly<Record<string, number>> },
): ArmDay[] {
  return fourWeeks.arms.flatMap(({ id: arm }) =>
    Array.from({ length: days }, (_, day) => ({
      day,
      arm,
      exposed: perDay,
      matured: perDay,
      done: draws.binomial(perDay, rate[arm] ?? 0),
      harmed: { ...harmless, unsubscribe: draws.binomial(perDay, 0.01) },
    })),
  );
}
