import type { CompiledStep, CompiledTrack, CompiledWaitFor } from '../../program/compile/compile.ts';
import { evaluate } from '../../program/condition/evaluate.ts';
import { MOST_CAPPED } from '../../program/schema.ts';
import { runAction } from '../actions.ts';
import { type Draft, enrolmentOf, setEnrolment } from '../draft.ts';
import { type Hold, hasMoved, holdOfAction, holdOfEmail } from '../sending/guards.ts';
import { dueAt } from '../timers.ts';
import { takeNextSend } from '../triggers.ts';
import type { Enrolment, TraceEntry } from '../types.ts';
import { saw } from '../watch.ts';
import { endEnrolment } from './enrol.ts';
import { takeArm } from './split.ts';
import { afterWait, paceOf } from './waits.ts';

type EmailStep = Extract<CompiledStep, { kind: 'email' }>;

/**
 * Takes the steps that are due on every track, each up to a wait, a hold or the end. Stops at the first change of
 * score, stage or enrolments: it may reach a goal or an exit, of any track, that must be looked at before the next step.
 */
export function advance(draft: Draft): void {
  const { revision } = draft;
  for (const track of inTurn(draft)) advanceOn(draft, track, revision);
}

/** Of emails that wait for the same room the one that has waited longest comes first, so that each has its turn. */
function inTurn({ lead, program }: Draft): readonly CompiledTrack[] {
  const { guards, tracks } = program;
  if (!isAnyHeld(lead)) return tracks;
  if (guards.cap === undefined && guards.accountCap === undefined && guards.gapMs === undefined)
    return tracks;
  const waitingSince = (track: CompiledTrack) => {
    const enrolment = enrolmentOf(lead, track.id);
    return enrolment?.held === undefined ? Number.POSITIVE_INFINITY : enrolment.stepAt;
  };
  if (tracks.every((track) => waitingSince(track) === Number.POSITIVE_INFINITY)) return tracks;
  return tracks.toSorted((a, b) => {
    const [first, second] = [waitingSince(a), waitingSince(b)];
    return first === second ? 0 : first - second;
  });
}

/** Most decisions find none, and then neither guards nor tracks need be asked. */
function isAnyHeld({ enrolments }: Draft['lead']): boolean {
  for (const track in enrolments) if (enrolments[track]?.held !== undefined) return true;
  return false;
}

function advanceOn(draft: Draft, track: CompiledTrack, revision: number): void {
  while (draft.revision === revision) {
    const enrolment = enrolmentOf(draft.lead, track.id);
    if (enrolment?.status !== 'active') return;
    const place = track.position[enrolment.step];
    const step = place === undefined ? undefined : track.steps[place];
    const isMet =
      step?.kind === 'wait-for' && enrolment.stepAt <= draft.at && isAwaited(draft, track, step, enrolment);
    if (!isMet && !isDue(draft, track, enrolment)) return;
    if (place === undefined || step === undefined) {
      endEnrolment(draft, track.id, 'removed');
      return;
    }

    const hasHad = step.kind === 'email' && (enrolment.had?.includes(step.id) ?? false);
    const hold = hasHad ? undefined : holdOf(draft, track, step, enrolment);
    if (hold !== undefined && !isDropped(draft, hold)) {
      keepHeld(draft, track, enrolment, hold);
      return;
    }
    // What waits for the next marketing email runs now, and then everything is looked at again.
    if (step.kind === 'email' && step.purpose === 'marketing' && takeNextSend(draft)) continue;
    const passage = `${track.id}/${step.id}`;
    if (draft.passed.has(passage)) {
      endEnrolment(draft, track.id, 'loop');
      return;
    }
    draft.passed.add(passage);
    if (hasHad) skip(draft, track, step, place);
    else if (hold === undefined) pass(draft, track, step, place, isMet);
    else drop(draft, track, step, place, hold);
  }
}

/**
 * A held step is due at its time; one that waits for a reason to go is tried each time, and so is any at an activation
 * and when the lead has moved.
 */
function isDue(draft: Draft, track: CompiledTrack, enrolment: Enrolment): boolean {
  if (enrolment.held !== undefined && (draft.input.kind === 'activation' || hasMoved(draft))) return true;
  if (enrolment.held !== undefined && enrolment.held.until === undefined) return true;
  return dueAt(draft, track, enrolment) <= draft.at;
}

/**
 * Whether what the step waits for is there. The arriving event counts when the lead stood here as it came, by when it
 * arrives and not by when it occurred; but what occurred after the time ran out comes too late, as when the worker
 * slept meanwhile.
 */
function isAwaited(
  draft: Draft,
  track: CompiledTrack,
  step: CompiledWaitFor,
  { stepAt }: Enrolment,
): boolean {
  const { input, view, waiting } = draft;
  const event = input.kind === 'event' && waiting?.has(track.id) ? input.event : undefined;
  if (event !== undefined && event.occurredAt > stepAt + step.withinMs) return false;
  view.event = event;
  const holds = evaluate(step.when, view);
  if (holds) saw(draft, `step:${track.id}/${step.id}`, step.when);
  view.event = undefined;
  return holds;
}

function skip(draft: Draft, track: CompiledTrack, step: CompiledStep, place: number): void {
  draft.trace.push({ did: 'skip_email', track: track.id, step: step.id });
  goTo(draft, track, place + 1);
}

/** Does what the step says and goes on to the next one. */
function pass(draft: Draft, track: CompiledTrack, step: CompiledStep, place: number, isMet: boolean): void {
  switch (step.kind) {
    case 'wait': {
      const enrolment = enrolmentOf(draft.lead, track.id);
      goTo(draft, track, place + 1, enrolment && afterWait(step, enrolment));
      return;
    }
    case 'wait-for':
      draft.trace.push({ did: 'waited', track: track.id, step: step.id, met: isMet });
      draft.waiting?.delete(track.id);
      goTo(draft, track, isMet ? step.to : step.otherwise);
      return;
    case 'email':
      sendEmail(draft, track, step);
      goTo(draft, track, place + 1);
      return;
    case 'branch': {
      const taken = step.cases.find(({ when }) => evaluate(when, draft.view));
      if (taken) saw(draft, `step:${track.id}/${step.id}`, taken.when);
      const to = taken?.to ?? step.otherwise;
      draft.trace.push(wayOf(track, step.id, to));
      goTo(draft, track, to);
      return;
    }
    case 'split': {
      const { arm, isShared } = takeArm(draft, step);
      draft.trace.push(
        isShared
          ? { did: 'split', track: track.id, step: step.id, arm: arm.id }
          : wayOf(track, step.id, arm.to),
      );
      goTo(draft, track, arm.to);
      return;
    }
    case 'action':
      draft.trace.push({ did: 'step', track: track.id, step: step.id });
      runAction(draft, step.action, {
        rule: `step:${track.id}/${step.id}`,
        by: `track:${track.id}`,
        track: track.id,
      });
      // The action may have ended this very enrolment.
      if (enrolmentOf(draft.lead, track.id)?.status === 'active') goTo(draft, track, place + 1);
      return;
    case 'exit':
      draft.trace.push({ did: 'step', track: track.id, step: step.id });
      endEnrolment(draft, track.id, step.reason);
      return;
    default:
      step satisfies never;
  }
}

/** The step that the lead goes on at, where several are possible. */
function wayOf(track: CompiledTrack, step: string, to: number): TraceEntry {
  const branch = track.steps[to]?.id;
  return { did: 'step', track: track.id, step, ...(branch !== undefined && { branch }) };
}

/** Arrives at the place, or ends the enrolment when the track has no step there. */
function goTo(
  draft: Draft,
  track: CompiledTrack,
  place: number,
  enrolment = enrolmentOf(draft.lead, track.id),
): void {
  const step = track.steps[place];
  if (step === undefined || enrolment === undefined) {
    endEnrolment(draft, track.id, 'finished');
    return;
  }
  const { held: _, pace: __, ...rest } = enrolment;
  setEnrolment(draft, track.id, { ...rest, step: step.id, stepAt: draft.at, ...paceOf(draft, step) });
  if (step.kind === 'wait' || step.kind === 'wait-for')
    draft.trace.push({ did: 'step', track: track.id, step: step.id });
}

function holdOf(
  draft: Draft,
  track: CompiledTrack,
  step: CompiledStep,
  { stepAt }: Enrolment,
): Hold | undefined {
  if (step.kind === 'email') {
    const { id, purpose } = step;
    draft.watch?.({ what: 'email', track: track.id, step: id, purpose, since: stepAt }, draft);
    return holdOfEmail(draft, track.id, purpose, stepAt);
  }
  return step.kind === 'action' ? holdOfAction(draft, track.id) : undefined;
}

function keepHeld(draft: Draft, track: CompiledTrack, enrolment: Enrolment, hold: Hold): void {
  const { held } = enrolment;
  if (held?.reason === hold.reason && held.until === hold.until && held.dropAt === hold.dropAt) return;
  setEnrolment(draft, track.id, { ...enrolment, held: hold });
  draft.trace.push({ did: 'hold', track: track.id, step: enrolment.step, ...hold });
}

function isDropped({ at }: Draft, { dropAt }: Hold): boolean {
  return dropAt !== undefined && dropAt <= at;
}

function drop(draft: Draft, track: CompiledTrack, step: CompiledStep, place: number, { reason }: Hold): void {
  draft.trace.push({ did: 'drop', track: track.id, step: step.id, reason });
  goTo(draft, track, place + 1);
}

function sendEmail(draft: Draft, track: CompiledTrack, step: EmailStep): void {
  const { lead, at } = draft;
  const { id, content, purpose } = step;
  const enrolment = enrolmentOf(lead, track.id)?.n ?? 1;
  draft.effects.push({
    kind: 'email',
    track: track.id,
    step: id,
    enrolment,
    content,
    purpose,
    notBefore: at,
  });
  draft.trace.push({ did: 'email', track: track.id, step: id, item: content.item });
  if (purpose !== 'marketing') return;
  lead.sends = [...lead.sends, at].slice(-MOST_CAPPED);
  draft.sent.push(at);
}
