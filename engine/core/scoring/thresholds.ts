import { evaluate } from '../../program/condition/evaluate.ts';
import { runActions } from '../actions.ts';
import type { Draft } from '../draft.ts';
import { own } from '../records.ts';
import { saw } from '../watch.ts';

/**
 * Marks the thresholds that the score now stands at or above, lowest first, and runs the actions of those it was
 * below, where its own condition holds; a threshold once passed is left only under its `below`, and then acts downwards. `act: false` marks only: at historic events, and for what an activation brings, as a new threshold is not
 * meant for everybody who passed it long ago.
 */
export function crossThresholds(draft: Draft, { act }: { act: boolean }): void {
  const { lead, trace, view } = draft;
  for (const { id, model, at, below, when, actions, down } of draft.program.thresholds) {
    const score = model === undefined ? lead.score : (own(lead.scores, model) ?? 0);
    const wasAbove = lead.thresholds.includes(id);
    const above = wasAbove ? score >= below : score >= at && (when === undefined || evaluate(when, view));
    if (above === wasAbove) continue;
    if (above && when !== undefined) saw(draft, `threshold:${id}`, when);
    lead.thresholds = above
      ? [...lead.thresholds, id].sort()
      : lead.thresholds.filter((other) => other !== id);
    trace.push({ did: 'threshold', threshold: id, direction: above ? 'up' : 'down' });
    if (act) runActions(draft, above ? actions : down, { rule: `threshold:${id}`, by: `threshold:${id}` });
  }
}
