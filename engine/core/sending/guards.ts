import type { Purpose } from '../../program/schema.ts';
import type { Draft } from '../draft.ts';
import type { HoldReason, Instant } from '../types.ts';
import type { Weighing } from '../watch.ts';
import { forbids, holdsUntil } from './sending-rules.ts';

export interface Hold {
  reason: HoldReason;
  /** When it ends by itself. Without it the step waits for the input that takes the reason away. */
  until?: Instant;
  /** When the email is dropped, if that comes before. */
  dropAt?: Instant;
}

/**
 * Why an email may not go out now; every email passes here and nowhere else. Reasons that only somebody can take
 * away come first, then those that time does. A halt stops all email; caps, gaps, clock and calendar stop marketing.
 * `since`: when its step was reached.
 */
export function holdOfEmail(draft: Draft, track: string, purpose: Purpose, since: Instant): Hold | undefined {
  const { guards } = draft.program;
  const forbidden = forbids(draft.lead, purpose, guards);
  if (forbidden === undefined && (isHalted(draft, track) || isHalted(draft, '*')))
    return { reason: 'halted' };
  if (purpose !== 'marketing') return forbidden && { reason: forbidden };

  const hold: Hold | undefined = forbidden ? { reason: forbidden } : timedHold(draft);
  if (hold === undefined || guards.dropAfterMs === undefined) return hold;
  const dropAt = since + guards.dropAfterMs;
  return hold.until !== undefined && hold.until <= dropAt ? hold : { ...hold, dropAt };
}

/** A halted track does nothing: its actions wait as its emails do. Its waits pass, its goal and exits still end it. */
export function holdOfAction(draft: Draft, track: string): Hold | undefined {
  return isHalted(draft, track) ? { reason: 'halted' } : undefined;
}

/** The lead is on another clock or calendar than before this input: what was held may go out sooner. */
export function hasMoved({ before, lead }: Draft): boolean {
  return (
    before.fields !== lead.fields &&
    (before.fields.time_zone !== lead.fields.time_zone || before.fields.country !== lead.fields.country)
  );
}

function timedHold(draft: Draft): Hold | undefined {
  const { lead, at, program } = draft;
  return holdsUntil(at, program.guards, {
    fields: lead.fields,
    sends: lead.sends,
    accountSends: accountSends(draft),
  });
}

/** What the account was sent: marked as asked for, so that it is kept with the input. */
function accountSends(draft: Draft): readonly Instant[] {
  const { lead, input, program } = draft;
  const asks = program.guards.accountCap !== undefined && lead.account !== null;
  if (asks && input.facts.accountSends?.account === lead.account?.id) draft.usesAccountSends = true;
  return accountSendsOf(draft);
}

/** What the input tells of it, and what this decision has sent. */
export function accountSendsOf({ input, lead, program, sent }: Weighing): readonly Instant[] {
  if (program.guards.accountCap === undefined || lead.account === null) return [];
  const { accountSends: told } = input.facts;
  if (told?.account !== lead.account.id) return sent;
  return [...told.at, ...sent].sort((a, b) => a - b);
}

/** Whether a person has halted the track, or with `*` all sending. */
export function isHalted({ input }: Weighing, target: string): boolean {
  return input.facts.halted?.includes(target) ?? false;
}
