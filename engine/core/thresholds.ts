import { runActions } from './actions.ts';
import type { Draft } from './draft.ts';

/**
 * Marks the thresholds that the score now stands at or above, lowest first, and runs the actions of those it was
 * below. `act: false` marks only: at historic events, and for what an activation brings, as a new threshold is not
 * meant for everybody who passed it long ago.
 */
export function crossThresholds(draft: Draft, { act }: { act: boolean }): void {
  const { lead, trace } = draft;
  for (const { id, at, actions } of draft.program.thresholds) {
    const above = lead.score >= at;
    if (above === lead.thresholds.includes(id)) continue;
    lead.thresholds = above
      ? [...lead.thresholds, id].sort()
      : lead.thresholds.filter((other) => other !== id);
    trace.push({ did: 'threshold', threshold: id, direction: above ? 'up' : 'down' });
    if (above && act) runActions(draft, actions, { rule: `threshold:${id}`, by: `threshold:${id}` });
  }
}
