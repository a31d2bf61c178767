import { type CompiledTrigger, forEvent } from '../program/compile.ts';
import { evaluate } from '../program/condition/evaluate.ts';
import { type ActionSource, runActions } from './actions.ts';
import type { Draft } from './draft.ts';
import { own, without } from './records.ts';
import type { LeadEvent } from './types.ts';

/**
 * Fires what holds for the arriving event: all triggers see the lead before any of their actions. A delayed trigger
 * runs its actions when its time comes, whatever the lead does meanwhile; while it waits it does not fire again.
 */
export function fireTriggers(draft: Draft, event: LeadEvent): void {
  const holding = forEvent(draft.program.triggers, event.name).filter(
    (trigger) => isReady(draft, trigger) && evaluate(trigger.when, draft.view),
  );
  for (const trigger of holding) {
    draft.lead.triggers = { ...draft.lead.triggers, [trigger.id]: draft.at };
    if (trigger.afterMs > 0) {
      delay(draft, trigger);
    } else {
      draft.trace.push({ did: 'trigger', trigger: trigger.id });
      runActions(draft, trigger.actions, sourceOf(trigger.id));
    }
  }
}

/** Runs the delayed actions that are due, oldest first, as the trigger says now. */
export function takeDelayed(draft: Draft): void {
  for (const { id, at } of draft.lead.timers) {
    const waiting = own(draft.lead.delayed, id);
    if (waiting === undefined || at > draft.at) continue;
    draft.lead.delayed = without(draft.lead.delayed, id);
    const trigger = draft.program.triggersById[waiting.trigger];
    if (trigger === undefined) continue;
    draft.trace.push({ did: 'trigger', trigger: trigger.id });
    runActions(draft, trigger.actions, sourceOf(trigger.id));
  }
}

function delay(draft: Draft, { id, afterMs }: CompiledTrigger): void {
  const { lead, at, input } = draft;
  const timer = { id: `trigger:${id}:${input.seq}`, at: at + afterMs };
  lead.delayed = { ...lead.delayed, [timer.id]: { trigger: id } };
  lead.timers = [...lead.timers, timer];
  draft.trace.push({ did: 'trigger', trigger: id, delayedUntil: timer.at });
}

function isReady({ lead, at }: Draft, { id, afterMs, cooldownMs }: CompiledTrigger): boolean {
  const last = own(lead.triggers, id);
  if (last === undefined) return true;
  if (at - last < cooldownMs) return false;
  return afterMs === 0 || !Object.values(lead.delayed).some(({ trigger }) => trigger === id);
}

function sourceOf(trigger: string): ActionSource {
  return { rule: `trigger:${trigger}`, by: `trigger:${trigger}` };
}
