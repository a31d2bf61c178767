import type { CompiledTrack, CompiledWait } from '../program/compile/compile.ts';
import { evaluate } from '../program/condition/evaluate.ts';
import type { Draft } from './draft.ts';
import { enrolmentOf } from './draft.ts';
import { planDecay } from './scoring/decay.ts';
import { endOfWait } from './tracks/waits.ts';
import type { Enrolment, Instant, Timer } from './types.ts';
import { nextWindow } from './watched.ts';

/**
 * When the lead must be looked at again though nothing arrives: due steps and holds, delayed triggers, the end of a cadence, and the
 * earliest instant at which time alone may change a condition in use. What is still due after this decision (a
 * historic event takes no steps) is due at its instant, so no timer lies in the past.
 */
export function setTimers(draft: Draft): void {
  const { lead, program, at } = draft;
  const timers: Timer[] = lead.timers.filter(({ id }) => Object.hasOwn(lead.delayed, id));
  for (const track of program.tracks) {
    const enrolment = enrolmentOf(lead, track.id);
    if (enrolment?.status !== 'active') continue;
    const due = wakesAt(draft, track, enrolment);
    if (due !== Number.POSITIVE_INFINITY) timers.push({ id: `step:${track.id}`, at: due });
  }
  if (lead.cadence?.until !== undefined) timers.push({ id: 'cadence', at: lead.cadence.until });
  timers.push(...planDecay(draft));
  const window = nextWindow(draft);
  if (window !== undefined) timers.push({ id: 'window', at: window });
  lead.timers = timers.map((timer) => (timer.at < at ? { ...timer, at } : timer)).sort(byInstant);
}

/** A wait-for that is yet to be reached begins to wait then. */
function wakesAt(draft: Draft, track: CompiledTrack, enrolment: Enrolment): Instant {
  if (!isAwaitedNow(draft, track, enrolment)) return dueAt(draft, track, enrolment);
  return Math.max(draft.at, enrolment.stepAt);
}

/** When the enrolment's step is to be taken, not before it is reached; infinity while it waits for no time. */
export function dueAt(draft: Draft, track: CompiledTrack, enrolment: Enrolment): Instant {
  const { held, step, stepAt } = enrolment;
  if (held !== undefined) return held.dropAt ?? held.until ?? Number.POSITIVE_INFINITY;
  const place = track.position[step];
  const current = place === undefined ? undefined : track.steps[place];
  if (current?.kind === 'wait') {
    const end = knownEnd(draft, track, current, enrolment) ?? endOfWait(draft, current, enrolment);
    return Math.max(end, stepAt);
  }
  return current?.kind === 'wait-for' ? stepAt + current.withinMs : stepAt;
}

/**
 * Local time is dear to compute, so the timer of the last decision stands while nothing that it came from has changed.
 * One that lay in the past then is due either way.
 */
function knownEnd(
  { before, lead, input }: Draft,
  track: CompiledTrack,
  { untilTime, untilDate }: CompiledWait,
  enrolment: Enrolment,
): Instant | undefined {
  if (untilTime === undefined && untilDate === undefined) return undefined;
  if (input.kind === 'activation' || before.fields !== lead.fields || before.account !== lead.account)
    return undefined;
  if (enrolmentOf(before, track.id) !== enrolment) return undefined;
  return before.timers.find(({ id }) => id === `step:${track.id}`)?.at;
}

/** What came true with an input that takes no steps, as history does, is seen at the next one. */
function isAwaitedNow({ view, at }: Draft, track: CompiledTrack, { step, stepAt, held }: Enrolment): boolean {
  if (held !== undefined) return false;
  const place = track.position[step];
  const current = place === undefined ? undefined : track.steps[place];
  return current?.kind === 'wait-for' && (stepAt > at || evaluate(current.when, view));
}

function byInstant(a: Timer, b: Timer): number {
  return a.at - b.at || (a.id < b.id ? -1 : 1);
}
