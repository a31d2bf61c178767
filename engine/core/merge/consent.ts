import { type Purpose, purposes } from '../../program/schema.ts';
import type { Draft } from '../draft.ts';
import { without } from '../records.ts';
import { resubscribe, suppress } from '../sending/consent.ts';
import type { Consent, Instant, LeadState } from '../types.ts';

/**
 * Of what the two records say the more protective stands: a withdrawal or a suppression of either, unless the person
 * came back by their own later word (a worded grant), whichever record has it.
 */
export function mergeConsent(draft: Draft, loser: LeadState): void {
  const grants = [draft.lead.consent.marketing, loser.consent.marketing];
  for (const purpose of purposes) mergePurpose(draft, loser, purpose);
  const { suppressed } = loser;
  for (const { reason, at } of [suppressed, suppressed?.under].filter((one) => one != null)) {
    suppress(draft, reason, at);
    draft.lead.suppressed = sinceLater(draft.lead.suppressed, reason, at);
  }
  resubscribe(draft.lead, (since) => grants.some((consent) => isOwnWordAfter(consent, since)));
}

/** Of two suppressions for one reason the later counts: it takes a later word to lift. */
function sinceLater(now: LeadState['suppressed'], reason: string, at: Instant): LeadState['suppressed'] {
  if (now === null) return now;
  if (now.reason === reason) return { ...now, at: Math.max(now.at, at) };
  const { under } = now;
  return under?.reason === reason ? { ...now, under: { ...under, at: Math.max(under.at, at) } } : now;
}

function mergePurpose(draft: Draft, loser: LeadState, purpose: Purpose): void {
  const { lead, trace } = draft;
  const before = lead.consent[purpose];
  const withdrawn = latest(lead.withdrawn?.[purpose], loser.withdrawn?.[purpose]);
  const granted = [before, loser.consent[purpose]]
    .filter((consent) => consent !== undefined)
    .filter((consent) => withdrawn === undefined || isOwnWordAfter(consent, withdrawn))
    .reduce<Consent | undefined>((last, next) => (last && last.at >= next.at ? last : next), undefined);
  if (withdrawn !== undefined) {
    lead.withdrawn =
      granted === undefined
        ? { ...lead.withdrawn, [purpose]: withdrawn }
        : without(lead.withdrawn ?? {}, purpose);
  }
  lead.consent =
    granted === undefined ? without(lead.consent, purpose) : { ...lead.consent, [purpose]: granted };
  if ((granted === undefined) !== (before === undefined))
    trace.push({ did: 'consent', purpose, granted: granted !== undefined });
}

function isOwnWordAfter(consent: Consent | undefined, since: Instant): boolean {
  return consent?.worded === true && consent.at > since;
}

function latest(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}
