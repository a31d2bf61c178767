import { dayMs } from '../../program/duration.ts';
import type { Cumulated } from './cumulate.ts';
import type { ReadableExperiment, Requirements } from './types.ts';

/** When leads first got an arm, and until when is read; milliseconds. */
export interface Span {
  from: number;
  until: number;
}

/** What is asked for before anything is said of the arms, and how far it is. `planned`: see `plannedLook`. */
export function requirementsOf(
  { leadsPerArm, cycleMs }: ReadableExperiment,
  { arms }: Cumulated,
  { from, until, planned }: Span & { planned: number },
): Requirements {
  const have = Math.min(...[...arms.values()].map((days) => days.at(-1)?.matured ?? 0));
  const leads = { have, need: leadsPerArm };
  const days = { have: Math.max(0, Math.floor((until - from) / dayMs)), need: Math.ceil(cycleMs / dayMs) };
  return { leads, days, met: planned >= 0 };
}

/**
 * The place of the day that was planned for the one look: the first, whole day at whose end every arm had its leads
 * and one cycle had passed. What the leads did has no say in it. -1: it has not come.
 */
export function plannedLook(
  { leadsPerArm, cycleMs }: ReadableExperiment,
  { days, arms }: Cumulated,
  { from, until }: Span,
): number {
  return days.findIndex((day, at) => {
    const end = (day + 1) * dayMs;
    if (end > until || end - from < cycleMs) return false;
    return [...arms.values()].every((counted) => (counted[at]?.matured ?? 0) >= leadsPerArm);
  });
}
