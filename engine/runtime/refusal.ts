import { suppressionStops } from '../core/consent.ts';
import type { Effect, HoldReason, LeadState } from '../core/types.ts';

/**
 * The second look, at the moment of sending and under the lead's lock: what happened since the decision may forbid
 * the email now. Caps and quiet hours were the decision's to weigh. Tasks and notices stay within the company and
 * are not sending; halts are not looked at here, as a halted email is not claimed at all.
 */
export function refusalOf(effect: Effect, lead: LeadState): HoldReason | undefined {
  if (effect.kind !== 'email') return undefined;
  if (lead.suppressed !== null && suppressionStops(lead.suppressed.reason, effect.purpose))
    return 'suppressed';
  const email = lead.fields.email;
  if (typeof email !== 'string' || email === '') return 'no_email';
  if (effect.purpose === 'marketing' && lead.consent.marketing === undefined) return 'no_consent';
  return undefined;
}
