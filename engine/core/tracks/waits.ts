import type { CompiledStep, CompiledWait } from '../../program/compile/compile.ts';
import type { Draft } from '../draft.ts';
import { own } from '../records.ts';
import type { Enrolment, Instant } from '../types.ts';
import { dateDue, nextClockTime } from './clock-time.ts';

/**
 * When the wait ends. "Until day n" is when the enrolment's n-th period of 24 h begins, to the millisecond and whatever
 * the time zone does, day 1 being the first; what cadences added to earlier waits moves it. Times of day and dates
 * are those of the lead's zone as it is known now, a time of day that of the program's where the wait says so. A date that is missing is over.
 */
export function endOfWait({ lead, view, program }: Draft, step: CompiledWait, enrolment: Enrolment): Instant {
  const { untilTime, untilDate } = step;
  const { stepAt, pace } = enrolment;
  if (untilTime === undefined && untilDate === undefined) {
    return paced(plainEnd(step, enrolment), stepAt, pace);
  }
  const ofProgram = untilTime?.zone === 'program';
  const zones = [ofProgram ? undefined : own(lead.fields, 'time_zone'), program.policies.timeZone];
  if (untilTime !== undefined) return nextClockTime(untilTime, stepAt, zones);
  return (untilDate && dateDue(untilDate, view.field(untilDate.field), zones)) ?? stepAt;
}

/** The enrolment when the wait is over: what its cadence added is told to the days to come. */
export function afterWait(step: CompiledWait, enrolment: Enrolment): Enrolment {
  const { pace, shift = 0, stepAt } = enrolment;
  if (pace === undefined || !isPaced(step)) return enrolment;
  const plain = plainEnd(step, enrolment);
  return { ...enrolment, shift: shift + paced(plain, stepAt, pace) - plain };
}

/** What of an enrolment comes with a step that is begun: the pace of a wait, if it is not the normal one. */
export function paceOf({ lead, program }: Draft, step: CompiledStep): { pace?: number } {
  if (lead.cadence === undefined || step.kind !== 'wait' || !isPaced(step)) return {};
  const percent = program.cadences[lead.cadence.id]?.percent ?? 100;
  return percent === 100 ? {} : { pace: percent };
}

/** A time of day and a date are when they are. */
function isPaced({ forMs, untilMs }: CompiledWait): boolean {
  return forMs !== undefined || untilMs !== undefined;
}

function plainEnd(
  { forMs = 0, untilMs }: CompiledWait,
  { startedAt, stepAt, shift = 0 }: Enrolment,
): Instant {
  return untilMs === undefined ? stepAt + forMs : startedAt + untilMs + shift;
}

function paced(end: Instant, stepAt: Instant, pace: number | undefined): Instant {
  if (pace === undefined || end <= stepAt) return end;
  return stepAt + Math.round(((end - stepAt) * pace) / 100);
}
