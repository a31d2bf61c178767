import type { Decision, Input, Instant, LeadEvent } from '../../core/types.ts';
import { dayMs } from '../../program/duration.ts';

/** An input that came from outside, whatever the program did: a visit, a form, a sale, a person's command, a merge. */
export type Arrival = Extract<Input, { kind: 'event' | 'command' | 'account' | 'merge' }>;

/** What each side makes for itself; and what a lead that is no more has said last. */
const ownInputs: ReadonlySet<Input['kind']> = new Set(['timer', 'outcome', 'activation', 'redirect']);

/** What a lead did about one email, so long after it was decided. */
export interface Answer {
  afterMs: number;
  event: LeadEvent;
}

/** A lead's recorded history, taken apart: what came from outside, and what only came because of an email. */
export interface Script {
  /** In order of `at`. */
  arrivals: Arrival[];
  /** By email: the answers to it; an empty list for an email that nobody answered. Emails of the period only. */
  answers: Map<string, Answer[]>;
  /** The address is dead: the first email of the period that any side sends comes back. */
  bounce?: Answer;
}

interface Recorded {
  input: Input;
  decision: Pick<Decision, 'effects' | 'trace'>;
}

/** Names an email of a lead: the same step of the same enrolment is the same email on every side. */
export function emailKey(track: string, step: string, enrolment: number): string {
  return `${track}/${step}/${enrolment}`;
}

/** Events that an email brings about. */
const answering: ReadonlySet<string> = new Set([
  'email_open',
  'email_click',
  'email_reply',
  'unsubscribe',
  'spam_complaint',
]);
/** An unsubscribe, complaint or reply that names no email is put down to the last one before it, within this time. */
const attributedMs = 14 * dayMs;

/**
 * Takes the period's inputs apart. Timers, outcomes and activations are left out: each side makes its own. Answers to
 * emails from before the period come as they came: those were sent on every side.
 */
export function scriptOf(recorded: readonly Recorded[], from: Instant): Script {
  const script: Script = { arrivals: [], answers: new Map() };
  const sent: { at: Instant; key: string; track: string; step: string }[] = [];
  for (const { input, decision } of recorded) {
    for (const effect of decision.effects) {
      if (effect.kind !== 'email') continue;
      const { track, step, enrolment } = effect;
      const key = emailKey(track, step, enrolment);
      sent.push({ at: input.at, key, track, step });
      if (input.at >= from) script.answers.set(key, []);
    }
    if (input.at < from || !isArrival(input)) continue;
    if (input.kind !== 'event') {
      script.arrivals.push(input);
      continue;
    }
    const { event } = input;
    const cause = event.name === 'email_bounce' ? sent.at(-1) : causeOf(event, sent);
    if (cause === undefined || cause.at < from) {
      script.arrivals.push(input);
      continue;
    }
    const answer = { afterMs: Math.max(0, event.occurredAt - cause.at), event };
    if (event.name === 'email_bounce') script.bounce ??= answer;
    else script.answers.get(cause.key)?.push(answer);
  }
  return script;
}

function isArrival(input: Input): input is Arrival {
  return !ownInputs.has(input.kind);
}

function causeOf<T extends { at: Instant; track: string; step: string }>(
  { name, properties, occurredAt }: LeadEvent,
  sent: readonly T[],
): T | undefined {
  if (!answering.has(name)) return undefined;
  const { track, step } = properties;
  if (typeof track === 'string' && typeof step === 'string')
    return sent.findLast((email) => email.track === track && email.step === step && email.at <= occurredAt);
  const last = sent.findLast((email) => email.at <= occurredAt);
  return last && occurredAt - last.at <= attributedMs ? last : undefined;
}
