import { FEWEST_LEADS_PER_ARM } from '../../program/schema/experiments.ts';
import { sampleSizePerArm } from '../statistics/sample-size.ts';

/** Longer, and what it tells is about other days. */
const mostMonths = 12;

/** What an experiment of two arms takes that is to find an effect, or why it is none to begin. */
export type Trial = { leadsPerArm: number; words: string } | { leadsPerArm: null; words: string };

/** By the present rate, the effect to find (both shares), and how many leads come there a month. */
export function planTrial(asked: { rate: number; effect: number; leadsPerMonth: number }): Trial {
  const leadsPerArm = Math.max(FEWEST_LEADS_PER_ARM, sampleSizePerArm(asked));
  const months = (2 * leadsPerArm) / asked.leadsPerMonth;
  if (months > mostMonths)
    return {
      leadsPerArm: null,
      words: `it would take ${Math.ceil(months)} months for ${(2 * leadsPerArm).toLocaleString('en')} leads`,
    };
  const weeks = Math.max(1, Math.ceil(months * (30 / 7)));
  return {
    leadsPerArm,
    words: `${leadsPerArm.toLocaleString('en')} leads an arm, about ${weeks} ${weeks === 1 ? 'week' : 'weeks'} of leads`,
  };
}
