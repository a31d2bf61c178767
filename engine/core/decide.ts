import type { CompiledProgram } from '../program/compile/compile.ts';
import { applyInput } from './apply-input.ts';
import { assertDecidable } from './assert-decidable.ts';
import { closeDraft, openDraft } from './draft.ts';
import { assignArms, shareOut } from './experiments.ts';
import { takeDecay } from './scoring/decay.ts';
import { scoreEvent } from './scoring/score.ts';
import { updateSegments } from './segments.ts';
import { settle } from './settle.ts';
import { setTimers } from './timers.ts';
import { fireTriggers, takeDelayed } from './triggers.ts';
import type { Decision, Input, LeadState } from './types.ts';
import type { Watch } from './watch.ts';

export { newLead } from './new-lead.ts';

/**
 * The meaning of a program: raised whenever the same (program, lead, input) may be decided otherwise than before.
 * Inputs record it, so a decision is only ever replayed by the rules that made it.
 */
export const ENGINE_SEMANTICS = 3;

/**
 * What an input does to a lead. Pure: the same arguments give the same decision, byte for byte as canonical JSON;
 * neither argument is written to, the returned lead shares what did not change.
 *
 * In this order: the input is applied (facts, fields, lists, consent, counts; an activation, an outcome, a command); the
 * lead gets its arms of experiments whose population it is of;
 * decay and delayed trigger actions that are due are taken; the arriving event gives points and fires triggers, which see
 * the segments that the lead is in by this very event; segments, fit, thresholds, goals, exits, entries and the triggers
 * that speak of the lead alone are looked at and due steps taken, again until nothing changes (settle.ts), a wait-for that
 * the lead stood at seeing the event too; timers are set. Everything due at the input's instant is
 * taken at any input, not only at timers.
 *
 * A historic event changes fields, counts, score, consent and memberships, and may end enrolments by goal or exit.
 * It fires no trigger, enters no track, takes no step and has no effect; thresholds and entry conditions that came
 * true with it, and conditions of triggers, count as passed, so that importing history mails nobody, then or later, until an event says that the
 * lead arrives. A window that was due is
 * taken silently with it; due steps and delayed triggers wait for the next input.
 *
 * A new lead (seq 0) takes the program of its first input; if that input is an activation nothing else happens, as
 * nothing is known of the lead. From then on another program version must reach it by an activation.
 *
 * A merge brings in what another lead was; a redirect is that lead's last input, and nothing follows from it.
 *
 * `watch` is told what was weighed on the way, and changes nothing.
 *
 * Throws an `UndecidableInput` for an input that does not follow the lead's last one.
 */
export function decide(program: CompiledProgram, lead: LeadState, input: Input, watch?: Watch): Decision {
  assertDecidable(program, lead, input);
  const draft = openDraft(program, lead, input, watch);
  draft.lead.program = program.version;
  applyInput(draft);
  if (lead.seq === 0 && input.kind === 'activation') return closeDraft(draft);
  if (input.kind === 'redirect') return closeDraft(draft);

  shareOut(draft);
  assignArms(draft);
  takeDecay(draft);
  if (!draft.silent) takeDelayed(draft);
  if (input.kind === 'event') {
    updateSegments(draft);
    draft.view.event = input.event;
    scoreEvent(draft, input.event);
    if (!draft.silent) fireTriggers(draft, input.event);
    draft.view.event = undefined;
  }
  settle(draft);
  setTimers(draft);
  return closeDraft(draft);
}
