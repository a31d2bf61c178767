import type { CompiledTrack } from '../program/compile/compile.ts';
import { type Draft, setEnrolment } from './draft.ts';
import { paceOf } from './tracks/waits.ts';
import type { Enrolment, Instant } from './types.ts';

/**
 * Takes an enrolment whose step is gone to the step at `place`, which it reaches when it would have gone on: a wait that
 * has run for a while is not over the sooner, and nothing goes out before its time. What was held without an end is
 * reached now.
 */
export function moveTo(draft: Draft, track: CompiledTrack, place: number, enrolment: Enrolment): void {
  const step = track.steps[place];
  if (step === undefined) throw new TypeError(`track ${track.id} has no step ${place}`);
  const at = goesOnAt(draft, track.id, enrolment);
  const { held: _, pace: __, ...rest } = enrolment;
  const shift = shiftAt(at, enrolment);
  setEnrolment(draft, track.id, {
    ...rest,
    ...(shift !== 0 && { shift }),
    step: step.id,
    stepAt: at,
    ...paceOf(draft, step),
  });
  draft.trace.push({ did: 'move', track: track.id, from: enrolment.step, step: step.id, at });
}

/** The lead's timer knows: the program that it comes from is not at hand. */
function goesOnAt({ at, before }: Draft, track: string, { held, stepAt }: Enrolment): Instant {
  if (held !== undefined && held.until === undefined) return at;
  const timer = before.timers.find(({ id }) => id === `step:${track}`);
  return Math.max(at, timer?.at ?? stepAt);
}

/** What cadences have added to the waits so far, with what the pace of the one that is gone added. */
function shiftAt(due: Instant, { pace, shift = 0, stepAt }: Enrolment): number {
  if (pace === undefined || pace <= 0 || due <= stepAt) return shift;
  return shift + due - (stepAt + Math.round(((due - stepAt) * 100) / pace));
}
