import { suppressionStops } from '../core/consent.ts';
import type { Effect, HoldReason, LeadState } from '../core/types.ts';
import type { Program } from '../program/schema.ts';

/** What the second look goes by, besides the lead. */
export interface PresentRules {
  /** The one in force. */
  program: Program;
  /** Addresses of suppressed leads, to the reason. */
  suppressed: ReadonlyMap<string, string>;
}

/**
 * The second look, at the moment of sending and under the lead's lock: what happened since the decision may forbid
 * the email now. An address is refused too when the lead that it identifies asked to be left alone, and content that
 * a change has taken out of its track since. Caps and quiet hours were the decision's to weigh. Tasks and notices stay
 * within the company and are not sending; halts are not looked at here, as a halted email is not claimed at all.
 */
export function refusalOf(effect: Effect, lead: LeadState, rules: PresentRules): HoldReason | undefined {
  if (effect.kind !== 'email') return undefined;
  if (lead.suppressed !== null && suppressionStops(lead.suppressed.reason, effect.purpose))
    return 'suppressed';
  const email = addressOf(lead.fields);
  if (email === undefined) return 'no_email';
  const reason = rules.suppressed.get(email);
  if (reason !== undefined && suppressionStops(reason, effect.purpose)) return 'suppressed';
  if (effect.purpose === 'marketing' && lead.consent.marketing === undefined) return 'no_consent';
  if (!isInTrack(effect, rules.program)) return 'content_not_approved';
  return undefined;
}

/** Folded, as identities are. */
export function addressOf(fields: LeadState['fields']): string | undefined {
  const { email } = fields;
  return typeof email === 'string' && email.trim() !== '' ? email.trim().toLowerCase() : undefined;
}

function isInTrack({ track, content }: Extract<Effect, { kind: 'email' }>, { tracks }: Program): boolean {
  const steps = Object.hasOwn(tracks, track) ? tracks[track]?.steps : undefined;
  return (
    steps?.some(
      (step) =>
        step.kind === 'email' &&
        step.content.item === content.item &&
        step.content.version === content.version &&
        step.content.hash === content.hash,
    ) ?? false
  );
}
