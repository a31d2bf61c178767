import type { Scalar } from '../../program/condition/ast.ts';
import { type Purpose, purposes } from '../../program/schema.ts';
import type { Draft } from '../draft.ts';
import { without } from '../records.ts';
import { cutName } from '../room.ts';
import type { Instant, LeadEvent } from '../types.ts';
import { addressOf, foldAddress } from './address.ts';

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
      withdraw(draft, event.properties.purpose, event.occurredAt);
      return;
    case 'unsubscribe':
      suppress(draft, 'unsubscribe', event.occurredAt);
      withdraw(draft, 'marketing', event.occurredAt);
      return;
    case 'spam_complaint':
      suppress(draft, 'spam_complaint', event.occurredAt);
      return;
    case 'email_bounce':
      if (event.properties.kind === 'hard' && isAddressed(draft.lead, event))
        suppress(draft, 'hard_bounce', event.occurredAt);
  }
}

/** What is said of an address that the lead has no longer says nothing of the lead; without an address it is the lead's. */
function isAddressed({ fields }: Draft['lead'], { properties: { address } }: LeadEvent): boolean {
  return typeof address !== 'string' || foldAddress(address) === addressOf(fields);
}

export function suppress(draft: Draft, named: string, at: Instant): void {
  const { suppressed } = draft.lead;
  const reason = cutName(named);
  if (suppressed === null || weight(suppressed.reason) < weight(reason)) {
    draft.lead.suppressed = {
      reason,
      at,
      ...(suppressed &&
        isOwnWord(suppressed.reason) &&
        !isOwnWord(reason) && { under: { reason: suppressed.reason, at: suppressed.at } }),
    };
  } else if (
    isOwnWord(reason) &&
    !isOwnWord(suppressed.reason) &&
    weight(reason) > weight(suppressed.under?.reason)
  ) {
    draft.lead.suppressed = { ...suppressed, under: { reason, at } };
  } else {
    return;
  }
  draft.trace.push({ did: 'suppress', reason });
}

/** What stood under the suppression comes back; by the lead's own word only the lead comes back. */
export function lift({ lead, trace }: Draft): void {
  if (lead.suppressed === null) return;
  const { reason, under } = lead.suppressed;
  const lifted = !isOwnWord(reason);
  if (lifted) lead.suppressed = under ?? null;
  trace.push({ did: lifted ? 'lift' : 'skip_lift', reason });
}

/** Whether the lead itself asked for it, so that nobody else may take it back. */
export function isOwnWord(reason: string): boolean {
  return marketingOnly.includes(reason);
}

/** Whether a suppression for this reason stops email of this purpose. */
export function suppressionStops(reason: string, purpose: Purpose): boolean {
  return purpose === 'marketing' || !marketingOnly.includes(reason);
}

/**
 * A grant must name its purpose and its basis; one that does not is no proof of consent and changes nothing. Nor does
 * one for a purpose that was withdrawn or unsubscribed from, unless it brings the person back.
 */
function grant(draft: Draft, { properties, occurredAt }: LeadEvent): void {
  const { lead } = draft;
  const purpose = purposes.find((known) => known === properties.purpose);
  const { basis } = properties;
  if (purpose === undefined || typeof basis !== 'string' || basis === '') return;
  const since = lead.withdrawn?.[purpose];
  if (since !== undefined && !bringsBack(properties, occurredAt, since)) {
    draft.trace.push({ did: 'skip_consent', purpose, reason: 'withdrawn' });
    return;
  }
  if (since !== undefined) lead.withdrawn = without(lead.withdrawn ?? {}, purpose);
  const consent = { basis: cutName(basis), at: occurredAt };
  lead.consent = {
    ...lead.consent,
    [purpose]: isWorded(properties) ? { ...consent, worded: true } : consent,
  };
  draft.trace.push({ did: 'consent', purpose, granted: true });
  if (purpose === 'marketing') resubscribe(lead, (since) => bringsBack(properties, occurredAt, since));
}

/** Takes back the unsubscribe that the suppression is, or that stands under it. */
export function resubscribe(lead: Draft['lead'], isAfter: (since: Instant) => boolean): void {
  const { suppressed } = lead;
  if (suppressed?.reason === 'unsubscribe' && isAfter(suppressed.at)) {
    lead.suppressed = null;
  } else if (suppressed?.under?.reason === 'unsubscribe' && isAfter(suppressed.under.at)) {
    lead.suppressed = { reason: suppressed.reason, at: suppressed.at };
  }
}

/**
 * Who withdrew or unsubscribed comes back only by their own later word: a grant on the basis `consent` that carries
 * the wording they agreed to. A list that is imported again has no such wording, and an old grant is no later word.
 */
function bringsBack(properties: LeadEvent['properties'], occurredAt: Instant, since: Instant): boolean {
  return occurredAt > since && isWorded(properties);
}

function isWorded({ wording, basis }: LeadEvent['properties']): boolean {
  return basis === 'consent' && typeof wording === 'string' && wording !== '';
}

/**
 * A withdrawal that names no known purpose withdraws marketing: in doubt the lead is not written to. It is kept,
 * whether or not there was consent, so that a grant that arrives later but happened before it changes nothing.
 */
function withdraw(draft: Draft, named: Scalar | undefined, at: Instant): void {
  const { lead } = draft;
  const purpose = purposes.find((known) => known === named) ?? 'marketing';
  const before = lead.withdrawn?.[purpose];
  if (before === undefined || at > before) lead.withdrawn = { ...lead.withdrawn, [purpose]: at };
  if (lead.consent[purpose] === undefined) return;
  lead.consent = without(lead.consent, purpose);
  draft.trace.push({ did: 'consent', purpose, granted: false });
}

function weight(reason: string | undefined): number {
  if (reason === undefined) return -1;
  const place = marketingOnly.indexOf(reason);
  return place < 0 ? marketingOnly.length : place;
}
