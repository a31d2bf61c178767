import { countEvent } from './count-event.ts';
import { type Draft, joinLists, setFields } from './draft.ts';
import { applyConsentEvent } from './sending/consent.ts';
import { noteSession } from './sessions.ts';
import type { LeadEvent } from './types.ts';

/** Fields, lists, consent and counts follow the event. */
export function applyEvent(draft: Draft, event: LeadEvent): void {
  if (event.traits !== undefined) setFields(draft, event.traits);
  if (event.lists !== undefined) joinLists(draft, event.lists);
  applyConsentEvent(draft, event);
  countEvent(draft, event);
  noteSession(draft, event);
  if (event.arriving && !draft.silent) draft.lead.entries = [];
}
