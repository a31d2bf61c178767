import { dayMs } from '../../program/duration.ts';
import { sampleSizePerArm, smallestEffect, usualPower } from '../statistics/sample-size.ts';
import type { Rate } from '../statistics/wilson.ts';
import { lookOnce } from './alpha.ts';

/** What the company's own past says of those an experiment would be about. */
export interface Ground {
  /** Of those whose window has ended, who did it. */
  rate: Rate;
  /** Leads that come to it a week. */
  leadsPerWeek: number;
  /** See `ReadableExperiment`. */
  windowMs: number;
  cycleMs: number;
}

export interface ExperimentPlan extends Ground {
  arms: number;
  /** How often a true effect is found, 0-1. */
  power: number;
  /** For the effect asked for, in shares; absent without one, or where nothing can be said. */
  forEffect?: {
    effect: number;
    perArm: number;
    /** Until it can be read: for the leads to come, at least one cycle, and then for the last one's window to end. */
    days: number | null;
  };
  /** What one, two and four cycles of letting leads in can show; `null`: not even the greatest effect. */
  within: { days: number; perArm: number; effect: number | null }[];
  /** In sentences. */
  notes: string[];
}

/**
 * How large an experiment must be, and how long it takes, with the numbers of the company. `effect`: in shares, 0.02 is
 * two points. `leadsPerArm`: at the least.
 */
export function planExperiment(
  ground: Ground,
  { arms, effect, leadsPerArm }: { arms: number; effect?: number | undefined; leadsPerArm: number },
): ExperimentPlan {
  const { rate, leadsPerWeek, windowMs, cycleMs } = ground;
  const confidence = 1 - lookOnce / (arms - 1);
  const perArmADay = leadsPerWeek / 7 / arms;
  const known = rate.rate;
  const cycleDays = Math.ceil(cycleMs / dayMs);
  const windowDays = Math.ceil(windowMs / dayMs);
  const daysFor = (perArm: number) =>
    perArmADay === 0 ? null : Math.max(cycleDays, Math.ceil(perArm / perArmADay)) + windowDays;
  const neededFor = (by: number, of: number) =>
    Math.max(leadsPerArm, sampleSizePerArm({ rate: of, effect: by, confidence }));
  const needed = effect === undefined || known === null ? null : neededFor(effect, known);
  return {
    ...ground,
    arms,
    power: usualPower,
    ...(effect !== undefined &&
      needed !== null && { forEffect: { effect, perArm: needed, days: daysFor(needed) } }),
    within: [1, 2, 4].map((cycles) => {
      const perArm = Math.floor(perArmADay * cycles * cycleDays);
      const isEnough = known !== null && perArm >= leadsPerArm;
      return {
        days: cycles * cycleDays + windowDays,
        perArm,
        effect: isEnough ? smallestEffect(known, perArm, { confidence }) : null,
      };
    }),
    notes: notesOf(ground, leadsPerArm),
  };
}

function notesOf({ rate, leadsPerWeek }: Ground, leadsPerArm: number): string[] {
  return [
    ...(rate.rate === null
      ? [`There is no rate to plan by: ${rate.numerator} of ${rate.denominator} leads, fewer than 30.`]
      : []),
    ...(leadsPerWeek === 0 ? ['No leads came to it lately: nobody can say how long it would take.'] : []),
    `Every arm needs at least ${leadsPerArm} leads and the experiment one full cycle, however great the effect.`,
    `Effects are found in ${usualPower * 100} % of experiments by the one look on the planned day.`,
  ];
}
