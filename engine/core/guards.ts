import { dayMs } from '../program/duration.ts';
import type { Policies, Purpose } from '../program/schema.ts';
import { suppressionStops } from './consent.ts';
import type { Draft } from './draft.ts';
import { quietUntil } from './quiet-hours.ts';
import { own } from './records.ts';
import type { HoldReason, Instant, LeadState } from './types.ts';

export interface Hold {
  reason: HoldReason;
  /** When it ends by itself. Without it the step waits for the input that takes the reason away. */
  until?: Instant;
}

/**
 * Why an email may not go out now; every email passes here and nowhere else. Reasons that only somebody can take
 * away come first. Transactional email is stopped by a hard bounce or a person's suppression, a missing address and
 * a halt, not by consent, caps and quiet hours.
 */
export function holdOfEmail(draft: Draft, track: string, purpose: Purpose): Hold | undefined {
  const { lead, at, program } = draft;
  const { cap, quietHours, timeZone } = program.policies;
  if (lead.suppressed !== null && suppressionStops(lead.suppressed.reason, purpose))
    return { reason: 'suppressed' };
  if (!hasAddress(lead)) return { reason: 'no_email' };
  if (purpose === 'marketing' && lead.consent.marketing === undefined) return { reason: 'no_consent' };
  if (isHalted(draft, track) || isHalted(draft, '*')) return { reason: 'halted' };
  if (purpose !== 'marketing') return undefined;

  const capped = cap && cappedUntil(lead.sends, cap, at);
  if (capped !== undefined) return { reason: 'cap', until: capped };
  const quiet = quietHours && quietUntil(at, quietHours, [own(lead.fields, 'time_zone'), timeZone]);
  if (quiet !== undefined) return { reason: 'quiet_hours', until: quiet };
  return undefined;
}

/** A halted track does nothing: its actions wait as its emails do. Its waits pass, its goal and exits still end it. */
export function holdOfAction(draft: Draft, track: string): Hold | undefined {
  return isHalted(draft, track) ? { reason: 'halted' } : undefined;
}

/** When the window has room for one more, if it has none now; a send leaves the window `days` * 24 h after it. */
function cappedUntil(
  sends: readonly Instant[],
  { count, days }: NonNullable<Policies['cap']>,
  now: Instant,
): Instant | undefined {
  const oldest = sends.at(-count);
  const until = oldest === undefined ? undefined : oldest + days * dayMs;
  return until !== undefined && until > now ? until : undefined;
}

function hasAddress(lead: LeadState): boolean {
  const email = own(lead.fields, 'email');
  return typeof email === 'string' && email !== '';
}

function isHalted({ input }: Draft, target: string): boolean {
  return input.facts.halted?.includes(target) ?? false;
}
