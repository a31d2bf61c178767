import type { Guards, RollingCap } from '../../program/compile/compile-guards.ts';
import type { Purpose } from '../../program/schema.ts';
import { own } from '../records.ts';
import type { Fields, HoldReason, Instant, LeadState } from '../types.ts';
import { suppressionStops } from './consent.ts';
import { localHold } from './local-rules.ts';

/**
 * What forbids an email of this purpose until somebody takes it away. A decision looks here, and so does the
 * dispatcher at the moment of sending. Transactional email is stopped by a hard bounce or a person's suppression, of
 * the lead or its domain, and by a missing address, not by consent.
 */
export function forbids(lead: LeadState, purpose: Purpose, guards: Guards): HoldReason | undefined {
  if (lead.suppressed !== null && suppressionStops(lead.suppressed.reason, purpose)) return 'suppressed';
  const email = own(lead.fields, 'email');
  if (typeof email !== 'string' || email === '') return 'no_email';
  if (guards.suppressedDomains && isOfDomain(email, guards.suppressedDomains)) return 'suppressed';
  if (purpose === 'marketing' && lead.consent.marketing === undefined) return 'no_consent';
  return undefined;
}

/** To whom and how often marketing email went: each list of instants is sorted, newest last. */
export interface Addressee {
  fields: Fields;
  sends: readonly Instant[];
  /** To all leads of the account; empty when the lead has none. */
  accountSends: readonly Instant[];
}

export interface TimedHold {
  reason: HoldReason;
  /** The first instant from then on at which every rule lets the email go. */
  until: Instant;
}

/**
 * Why a marketing email must wait, and until when. Caps and the gap let go for good, so what the clock and the
 * calendar say is asked once they have. Of these the one that lets go last is named.
 */
export function holdsUntil(at: Instant, guards: Guards, to: Addressee): TimedHold | undefined {
  let hold: TimedHold | undefined;
  const wait = (reason: HoldReason, until: Instant | undefined) => {
    if (until !== undefined && until > (hold?.until ?? at)) hold = { reason, until };
  };
  if (guards.cap) wait('cap', roomAt(to.sends, guards.cap));
  if (guards.accountCap) wait('account_cap', roomAt(to.accountSends, guards.accountCap));
  if (guards.gapMs !== undefined) wait('gap', roomAt(to.sends, { count: 1, ms: guards.gapMs }));
  if (guards.local === undefined) return hold;

  const { fields } = to;
  const local = localHold(hold?.until ?? at, guards.local, {
    zones: [own(fields, 'time_zone'), guards.timeZone],
    country: own(fields, 'country'),
  });
  return local === undefined ? hold : { reason: hold?.reason ?? local.reason, until: local.until };
}

/** When there is room for one more: an instant leaves the span `ms` after it. */
export function roomAt(uses: readonly Instant[], { count, ms }: RollingCap): Instant | undefined {
  const oldest = uses.at(-count);
  return oldest === undefined ? undefined : oldest + ms;
}

/** Of one of the domains, or of what is below them. */
function isOfDomain(email: string, domains: Readonly<Record<string, true>>): boolean {
  let domain = email
    .slice(email.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase();
  for (;;) {
    if (domains[domain]) return true;
    const dot = domain.indexOf('.');
    if (dot < 0) return false;
    domain = domain.slice(dot + 1);
  }
}
