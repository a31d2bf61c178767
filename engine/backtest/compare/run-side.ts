import { decide } from '../../core/decide.ts';
import type {
  Effect,
  Facts,
  Feature,
  Input,
  InputBody,
  Instant,
  LeadEvent,
  LeadState,
} from '../../core/types.ts';
import type { CompiledProgram } from '../../program/compile/compile.ts';
import { activationOf } from '../../runtime/activation-of.ts';
import { follow, type Path } from './figures.ts';
import { emailKey, type Script } from './script.ts';

/** What is given of the leads' answers to an email that was not sent in reality; see `Bound`. */
export type Imagine = (email: { track: string; step: string; key: string }) => readonly ImaginedAnswer[];
export interface ImaginedAnswer {
  name: 'email_open' | 'email_click';
  afterMs: number;
}

type EmailEffect = Extract<Effect, { kind: 'email' }>;

export interface SideRun {
  path: Path;
  end: LeadState;
  /** In order of sending, as many as the path has. */
  emails: EmailEffect[];
  inputs: number;
  /** An email was sent that was not sent in reality, so the bounds may differ. */
  imagined: boolean;
}

/** What stands beside the lead's state when the period begins. */
export interface Outset {
  /** The program that the lead is on; undefined when it is on none. */
  before: CompiledProgram | undefined;
  /** The counts that it lacks for the program of the side. */
  features: Readonly<Record<string, Feature>>;
  halted?: Facts['halted'];
}

/** No lead comes near it; a program whose rules set each other off for ever does. */
const MOST_INPUTS = 20_000;

/**
 * Runs one lead through the period under one program. Deterministic: the same arguments give the same path. Timers are
 * the side's own; halts are as the recorded inputs had them, and before the first of these as at the outset.
 */
export function runSide(
  program: CompiledProgram,
  start: LeadState,
  period: { from: Instant; to: Instant },
  script: Script,
  outset: Outset,
  imagine: Imagine,
): SideRun {
  const path: Path = { entries: [], holds: [] };
  const emails: EmailEffect[] = [];
  const answers = new Answers();
  let state = start;
  let inputs = 0;
  let imagined = false;
  let bounced = script.bounce === undefined;
  let { halted } = outset;

  const step = (at: Instant, body: InputBody, facts: Facts): void => {
    const semantics = 0;
    const input: Input = { seq: state.seq + 1, at: Math.max(at, state.at), facts, semantics, ...body };
    const decision = decide(program, state, input);
    inputs++;
    state = decision.lead;
    follow(path, input.at, decision);
    for (const effect of decision.effects) if (effect.kind === 'email') sent(effect, input.at);
  };
  const sent = (email: EmailEffect, at: Instant): void => {
    const { track, step, enrolment, content } = email;
    emails.push(email);
    if (!bounced && script.bounce) {
      bounced = true;
      answers.add(at + script.bounce.afterMs, script.bounce.event);
    }
    const key = emailKey(track, step, enrolment);
    const real = script.answers.get(key);
    for (const { afterMs, event } of real ?? []) answers.add(at + afterMs, event);
    if (real !== undefined) return;
    imagined = true;
    for (const { name, afterMs } of imagine({ track, step, key })) {
      const properties = { track, step, item: content.item };
      answers.add(at + afterMs, {
        id: `${name} ${key}`,
        source: 'backtest',
        name,
        occurredAt: 0,
        properties,
      });
    }
  };

  if (state.seq > 0 && state.program !== program.version) {
    const activation = activationOf(state, outset.before, program, outset.features);
    step(period.from, activation, halted === undefined ? {} : { halted });
  }
  for (let n = 0; inputs < MOST_INPUTS; ) {
    const arrival = script.arrivals[n];
    const arrivesAt = arrival?.at ?? Number.POSITIVE_INFINITY;
    const dueAt = state.timers[0]?.at ?? Number.POSITIVE_INFINITY;
    const answeredAt = answers.nextAt;
    const at = Math.min(arrivesAt, dueAt, answeredAt);
    if (at > period.to) break;
    const carried = halted === undefined ? {} : { halted };
    if (dueAt === at && state.seq > 0) {
      // A timer that stays due at its own instant goes on a millisecond later, as a busy worker would be.
      step(Math.max(at, state.at + 1), { kind: 'timer' }, carried);
    } else if (answeredAt === at) {
      const event = answers.take();
      step(at, { kind: 'event', event: { ...event, occurredAt: Math.max(at, 0) } }, carried);
    } else if (arrival) {
      n++;
      halted = arrival.facts.halted;
      const { seq: _, at: __, facts, semantics: ___, ...body } = arrival;
      step(at, body.kind === 'merge' ? onProgram(body, program.version) : body, facts);
    }
  }
  return { path, end: state, emails, inputs, imagined };
}

/** What was known of a merged lead, as it was recorded; the counts that only this side's program asks for it lacks. */
function onProgram(merge: Extract<InputBody, { kind: 'merge' }>, version: number): InputBody {
  return { ...merge, loser: { ...merge.loser, program: version } };
}

/** What leads will do about emails, soonest first. Few at a time: a sorted list is enough. */
class Answers {
  readonly #waiting: { at: Instant; event: LeadEvent }[] = [];

  get nextAt(): Instant {
    return this.#waiting[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  add(at: Instant, event: LeadEvent): void {
    const place = this.#waiting.findIndex((other) => other.at > at);
    this.#waiting.splice(place < 0 ? this.#waiting.length : place, 0, { at, event });
  }

  take(): LeadEvent {
    const next = this.#waiting.shift();
    if (next === undefined) throw new RangeError('nothing is waiting');
    return next.event;
  }
}
