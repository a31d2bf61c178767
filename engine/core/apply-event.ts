import { applyConsentEvent } from './consent.ts';
import { countEvent } from './count-event.ts';
import { type Draft, setFields } from './draft.ts';
import type { LeadEvent } from './types.ts';

/** Fields, lists, consent and counts follow the event. */
export function applyEvent(draft: Draft, event: LeadEvent): void {
  const { lead } = draft;
  if (event.traits !== undefined) setFields(draft, event.traits);
  const joined = event.lists?.filter((list) => !lead.lists.includes(list)) ?? [];
  if (joined.length > 0) lead.lists = [...new Set([...lead.lists, ...joined])].sort();
  applyConsentEvent(draft, event);
  countEvent(draft, event);
}
