import { type CompiledTrigger, forEvent } from '../program/compile/compile.ts';
import { evaluate } from '../program/condition/evaluate.ts';
import { type ActionSource, runActions } from './actions.ts';
import type { Draft } from './draft.ts';
import { own, without } from './records.ts';
import { periodOf } from './scoring/rule-period.ts';
import type { LeadEvent } from './types.ts';
import { saw } from './watch.ts';

/**
 * Fires what holds for the arriving event: all triggers see the lead before any of their actions. A delayed trigger
 * runs its actions when its time comes, whatever the lead does meanwhile; while it waits it does not fire again.
 */
export function fireTriggers(draft: Draft, event: LeadEvent): void {
  const holding = forEvent(draft.program.triggers, event.name).filter(
    (trigger) => isReady(draft, trigger) && evaluate(trigger.when, draft.view),
  );
  for (const { id, when } of holding) saw(draft, `trigger:${id}`, when);
  for (const trigger of holding) fire(draft, trigger);
}

/**
 * Fires the triggers that speak of the lead alone and whose condition came to hold since it was last looked at; one
 * that is silent then (cooldown, once) has missed it. At historic events what came to hold is only noted.
 */
export function fireStateTriggers(draft: Draft): void {
  const { lead, program, view } = draft;
  if (program.stateTriggers.length === 0) return;
  const before = lead.holding ?? [];
  const holding = program.stateTriggers.filter(({ when }) => evaluate(when, view));
  if (holding.length !== before.length || holding.some(({ id }, place) => id !== before[place])) {
    if (holding.length > 0) lead.holding = holding.map(({ id }) => id);
    else delete lead.holding;
  }
  if (draft.silent) return;
  const fresh = holding.filter(
    (trigger) => !before.includes(trigger.id) && !draft.fired.has(trigger.id) && isReady(draft, trigger),
  );
  for (const { id, when } of fresh) saw(draft, `trigger:${id}`, when);
  for (const trigger of fresh) {
    draft.fired.add(trigger.id);
    fire(draft, trigger);
  }
}

/** Runs the delayed actions that are due, oldest first, as the trigger says now. */
export function takeDelayed(draft: Draft): void {
  for (const { id, at } of draft.lead.timers) {
    if (at <= draft.at && own(draft.lead.delayed, id) !== undefined) takeOne(draft, id);
  }
}

/** Runs the actions that wait for the next marketing email, by id; false when there are none. */
export function takeNextSend(draft: Draft): boolean {
  const waiting = Object.entries(draft.lead.delayed)
    .flatMap(([id, { at }]) => (at === 'next-send' ? [id] : []))
    .sort();
  for (const id of waiting) takeOne(draft, id);
  return waiting.length > 0;
}

function takeOne(draft: Draft, id: string): void {
  const waiting = own(draft.lead.delayed, id);
  draft.lead.delayed = without(draft.lead.delayed, id);
  const trigger = waiting && draft.program.triggersById[waiting.trigger];
  if (trigger !== undefined) act(draft, trigger);
}

function fire(draft: Draft, trigger: CompiledTrigger): void {
  draft.lead.triggers = { ...draft.lead.triggers, [trigger.id]: draft.at };
  if (trigger.afterMs > 0 || trigger.atNextSend) delay(draft, trigger);
  else act(draft, trigger);
}

function act(draft: Draft, { id, actions }: CompiledTrigger): void {
  draft.trace.push({ did: 'trigger', trigger: id });
  runActions(draft, actions, sourceOf(id));
}

function delay(draft: Draft, { id, afterMs, atNextSend }: CompiledTrigger): void {
  const { lead, at, input } = draft;
  const timer = { id: `trigger:${id}:${input.seq}`, at: at + afterMs };
  lead.delayed = {
    ...lead.delayed,
    [timer.id]: { trigger: id, ...(atNextSend && { at: 'next-send' as const }) },
  };
  if (!atNextSend) lead.timers = [...lead.timers, timer];
  draft.trace.push({ did: 'trigger', trigger: id, delayedUntil: atNextSend ? 'next-send' : timer.at });
}

function isReady(
  { lead, at }: Draft,
  { id, afterMs, atNextSend, cooldownMs, once }: CompiledTrigger,
): boolean {
  const last = own(lead.triggers, id);
  if (last === undefined) return true;
  if (at - last < cooldownMs) return false;
  if (once !== undefined && periodOf(last, once) === periodOf(at, once)) return false;
  return (afterMs === 0 && !atNextSend) || !Object.values(lead.delayed).some(({ trigger }) => trigger === id);
}

function sourceOf(trigger: string): ActionSource {
  return { rule: `trigger:${trigger}`, by: `trigger:${trigger}` };
}
