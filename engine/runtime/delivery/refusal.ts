import { addressOf } from '../../core/sending/address.ts';
import { suppressionStops } from '../../core/sending/consent.ts';
import { forbids, holdsUntil, type TimedHold } from '../../core/sending/sending-rules.ts';
import type { Effect, HoldReason, Instant, LeadState } from '../../core/types.ts';
import type { CompiledProgram } from '../../program/compile/compile.ts';
import type { Program } from '../../program/schema.ts';

/** What the second look goes by, besides the lead. */
export interface PresentRules {
  /** The one in force. */
  compiled: CompiledProgram;
  /** Addresses of suppressed leads, to the reason. */
  suppressed: ReadonlyMap<string, string>;
}

/**
 * The second look, at the moment of sending and under the lead's lock: what happened since the decision may forbid
 * the email now. An address is refused too when the lead that it identifies asked to be left alone, and content that
 * a change has taken out of its track since. Tasks and notices stay within the company and are not sending; halts are
 * not looked at here, as a halted email is not claimed at all.
 */
export function refusalOf(effect: Effect, lead: LeadState, rules: PresentRules): HoldReason | undefined {
  if (effect.kind !== 'email') return undefined;
  const { compiled, suppressed } = rules;
  const forbidden = forbids(lead, effect.purpose, compiled.guards);
  if (forbidden) return forbidden;
  const reason = suppressed.get(addressOf(lead.fields) ?? '');
  if (reason !== undefined && suppressionStops(reason, effect.purpose)) return 'suppressed';
  if (!isInTrack(effect, compiled.program)) return 'content_not_approved';
  return isOfEndedEnrolment(effect, lead) ? 'enrolment_ended' : undefined;
}

/**
 * What a track sends as it ends by itself is meant to go out; so is what the decision that ended it sent before, and
 * what a change left in the track.
 */
const endedByItself: readonly (string | undefined)[] = ['finished', 'loop', 'removed'];

function isOfEndedEnrolment(
  { purpose, track, enrolment, notBefore }: Email,
  { enrolments }: LeadState,
): boolean {
  const its = Object.hasOwn(enrolments, track) ? enrolments[track] : undefined;
  return (
    purpose === 'marketing' &&
    its?.n === enrolment &&
    its.status === 'ended' &&
    !endedByItself.includes(its.reason) &&
    (its.endedAt ?? 0) > notBefore
  );
}

/**
 * Why the email would better go later: by the clock and the calendar of its lead as they are now, and by caps and the
 * gap when sending was late: what was decided days apart must not leave at once. `sends` and `accountSends`: when
 * marketing email really left for the lead and for its account, newest last. Looked at again when it is to be dropped
 * if it is held still: until then, which may be `at`.
 */
export function postponementOf(
  effect: Effect,
  fields: LeadState['fields'],
  { guards }: CompiledProgram,
  at: Instant,
  sends: readonly Instant[] = [],
  accountSends: readonly Instant[] = [],
): TimedHold | undefined {
  if (effect.kind !== 'email' || effect.purpose !== 'marketing') return undefined;
  const hold = holdsUntil(at, guards, { fields, sends, accountSends });
  const dropAt = effect.notBefore + (guards.dropAfterMs ?? Number.POSITIVE_INFINITY);
  return hold && { ...hold, until: Math.min(hold.until, Math.max(at, dropAt)) };
}

/** How long before now an email counts for the lead's cap and gap (ms); 0 when there are none. */
export function sendsCountFor({ guards }: CompiledProgram): number {
  return Math.max(guards.cap?.ms ?? 0, guards.gapMs ?? 0);
}

type Email = Extract<Effect, { kind: 'email' }>;

function isInTrack({ track, content }: Email, { tracks }: Program): boolean {
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
