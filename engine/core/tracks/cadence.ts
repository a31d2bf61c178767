import { evaluate } from '../../program/condition/evaluate.ts';
import type { Draft } from '../draft.ts';
import type { TraceEntry } from '../types.ts';

/** Gives the lead the pace for the waits that it begins from now on, in place of any other; null is the normal one. */
export function setCadence(draft: Draft, id: string | null): void {
  const { lead, at } = draft;
  const cadence = id === null ? undefined : draft.program.cadences[id];
  if (cadence === undefined) {
    if (lead.cadence !== undefined) endCadence(draft);
    return;
  }
  const until = cadence.forMs === undefined ? {} : { until: at + cadence.forMs };
  lead.cadence = { id: cadence.id, at, ...until };
  draft.trace.push({ did: 'cadence', cadence: cadence.id });
  draft.revision++;
}

/** Ends the lead's cadence when its time is over, its condition holds, or the program has it no more. */
export function updateCadence(draft: Draft): void {
  const { cadence } = draft.lead;
  if (cadence === undefined) return;
  const known = draft.program.cadences[cadence.id];
  if (known === undefined) endCadence(draft, 'removed');
  else if (cadence.until !== undefined && cadence.until <= draft.at) endCadence(draft, 'over');
  else if (known.until !== undefined && evaluate(known.until, draft.view)) endCadence(draft, 'condition');
}

function endCadence(draft: Draft, reason?: Extract<TraceEntry, { did: 'cadence' }>['reason']): void {
  delete draft.lead.cadence;
  draft.trace.push({ did: 'cadence', cadence: null, ...(reason && { reason }) });
  draft.revision++;
}
