import type { Scalar } from '../program/condition/ast.ts';
import { type Purpose, purposes } from '../program/schema.ts';
import type { Draft } from './draft.ts';
import type { Instant, LeadEvent } from './types.ts';

/**
 * Reasons for suppression that leave transactional email alone, by weight. Any other (a hard bounce, a person's
 * command) stops all email. A suppression is replaced only by a weightier one.
 */
const marketingOnly: readonly string[] = ['unsubscribe', 'spam_complaint'];

/** What the event says about whether the lead may be written to; any other event says nothing. */
export function applyConsentEvent(draft: Draft, event: LeadEvent): void {
  switch (event.name) {
    case 'consent_granted':
      grant(draft, event);
      return;
    case 'consent_withdrawn':
      withdraw(draft, event.properties.purpose);
      return;
    case 'unsubscribe':
      suppress(draft, 'unsubscribe', event.occurredAt);
      withdraw(draft, 'marketing');
      return;
    case 'spam_complaint':
      suppress(draft, 'spam_complaint', event.occurredAt);
      return;
    case 'email_bounce':
      if (event.properties.kind === 'hard') suppress(draft, 'hard_bounce', event.occurredAt);
  }
}

export function suppress(draft: Draft, reason: string, at: Instant): void {
  const { suppressed } = draft.lead;
  if (suppressed !== null && weight(suppressed.reason) >= weight(reason)) return;
  draft.lead.suppressed = { reason, at };
  draft.trace.push({ did: 'suppress', reason });
}

/** Whether a suppression for this reason stops email of this purpose. */
export function suppressionStops(reason: string, purpose: Purpose): boolean {
  return purpose === 'marketing' || !marketingOnly.includes(reason);
}

/** A grant must name its purpose and its basis; one that does not is no proof of consent and changes nothing. */
function grant(draft: Draft, { properties, occurredAt }: LeadEvent): void {
  const { lead } = draft;
  const purpose = purposes.find((known) => known === properties.purpose);
  const { basis } = properties;
  if (purpose === undefined || typeof basis !== 'string' || basis === '') return;
  lead.consent = { ...lead.consent, [purpose]: { basis, at: occurredAt } };
  draft.trace.push({ did: 'consent', purpose, granted: true });
  if (purpose === 'marketing' && endsUnsubscribe(draft, properties, occurredAt)) lead.suppressed = null;
}

/**
 * Who unsubscribed comes back only by their own later word: a grant on the basis `consent` that carries the wording
 * they agreed to. A list that is imported again has no such wording.
 */
function endsUnsubscribe({ lead }: Draft, properties: LeadEvent['properties'], occurredAt: Instant): boolean {
  const { wording, basis } = properties;
  return (
    lead.suppressed?.reason === 'unsubscribe' &&
    occurredAt > lead.suppressed.at &&
    basis === 'consent' &&
    typeof wording === 'string' &&
    wording !== ''
  );
}

/** A withdrawal that names no known purpose withdraws marketing: in doubt the lead is not written to. */
function withdraw(draft: Draft, named: Scalar | undefined): void {
  const { lead } = draft;
  const purpose = purposes.find((known) => known === named) ?? 'marketing';
  if (lead.consent[purpose] === undefined) return;
  const { [purpose]: _, ...rest } = lead.consent;
  lead.consent = rest;
  draft.trace.push({ did: 'consent', purpose, granted: false });
}

function weight(reason: string): number {
  const place = marketingOnly.indexOf(reason);
  return place < 0 ? marketingOnly.length : place;
}
