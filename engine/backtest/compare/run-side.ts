import { decide } from '../../core/decide.ts';
import type {
  Decision,
  Effect,
  Facts,
  Feature,
  Input,
  InputBody,
  Instant,
  LeadState,
} from '../../core/types.ts';
import type { CompiledProgram } from '../../program/compile/compile.ts';
import { activationOf } from '../../runtime/activation-of.ts';
import { Answers } from './answers.ts';
import { follow, type Path } from './figures.ts';
import type { PathEntry } from './path-entry.ts';
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
  /** The arms that the lead got: the path does not part by them, as nobody notices them. */
  arms: PathEntry[];
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

/** What one lead's runs of a period have in common, whatever the program. */
export interface Course {
  start: LeadState;
  period: { from: Instant; to: Instant };
  script: Script;
  imagine: Imagine;
}

/**
 * Runs one lead through the period under one program. Deterministic: the same arguments give the same path. Timers are
 * the side's own; halts are as the recorded inputs had them, and before the first of these as at the outset.
 */
export function runSide(
  program: CompiledProgram,
  start: LeadState,
  period: Course['period'],
  script: Script,
  outset: Outset,
  imagine: Imagine,
): SideRun {
  const run = Run.begin(program, { start, period, script, imagine }, outset);
  run.toEnd();
  return run.result();
}

/** No lead comes near it; a program whose rules set each other off for ever does. */
const MOST_INPUTS = 20_000;

/** An input but for its number and its program. */
interface Next {
  at: Instant;
  body: InputBody;
  facts: Facts;
}

/** A run that is under way. */
export class Run {
  state: LeadState;
  #program: CompiledProgram;
  readonly #course: Course;
  readonly #path: Path = { entries: [], holds: [] };
  readonly #emails: EmailEffect[] = [];
  readonly #arms: PathEntry[] = [];
  #answers = new Answers();
  #inputs = 0;
  #imagined = false;
  #bounced: boolean;
  #halted: Facts['halted'];
  /** Arrivals that are taken. */
  #taken = 0;

  constructor(program: CompiledProgram, course: Course) {
    this.#program = program;
    this.#course = course;
    this.state = course.start;
    this.#bounced = course.script.bounce === undefined;
  }

  /** Brings the lead to the program; one that is on it already is looked at all the same, so that sides keep in step. */
  static begin(program: CompiledProgram, course: Course, { before, features, halted }: Outset): Run {
    const run = new Run(program, course);
    run.#halted = halted;
    const { state } = run;
    if (state.seq === 0) return run;
    const isOnIt = state.program === program.version;
    run.#take({
      at: course.period.from,
      body: isOnIt ? { kind: 'timer' } : activationOf(state, before, program, features),
      facts: run.#carried(),
    });
    return run;
  }

  /** The rest of the period. */
  toEnd(): void {
    for (let next = this.next(); next !== undefined; next = this.next()) this.#take(next);
  }

  /** What comes next, and is taken by that from what is to come; undefined at the end of the period. */
  next(): Next | undefined {
    const { script, period } = this.#course;
    const { state } = this;
    if (this.#inputs >= MOST_INPUTS) return undefined;
    const arrival = script.arrivals[this.#taken];
    const dueAt = state.timers[0]?.at ?? Number.POSITIVE_INFINITY;
    const answeredAt = this.#answers.nextAt;
    const at = Math.min(arrival?.at ?? Number.POSITIVE_INFINITY, dueAt, answeredAt);
    if (at > period.to) return undefined;
    // A timer that stays due at its own instant goes on a millisecond later, as a busy worker would be.
    if (dueAt === at && state.seq > 0)
      return { at: Math.max(at, state.at + 1), body: { kind: 'timer' }, facts: this.#carried() };
    if (answeredAt === at) {
      const event = { ...this.#answers.take(), occurredAt: Math.max(at, 0) };
      return { at, body: { kind: 'event', event }, facts: this.#carried() };
    }
    if (arrival === undefined) return undefined;
    this.#taken++;
    this.#halted = arrival.facts.halted;
    const { seq: _, at: __, facts, semantics: ___, ...body } = arrival;
    return { at, body, facts };
  }

  decide(program: CompiledProgram, { at, body, facts }: Next): Decision {
    const { state } = this;
    const input: Input = {
      seq: state.seq + 1,
      at: Math.max(at, state.at),
      facts,
      semantics: 0,
      ...(body.kind === 'merge' ? onProgram(body, program.version) : body),
    };
    const isOnIt = state.program === program.version || state.seq === 0 || input.kind === 'activation';
    return decide(program, isOnIt ? state : { ...state, program: program.version }, input);
  }

  absorb({ at }: Next, decision: Decision): void {
    const then = Math.max(at, this.state.at);
    this.#inputs++;
    for (const [what, detail] of armsGot(this.state, decision.lead))
      this.#arms.push({ at: then, did: 'arm', what, detail });
    this.state = decision.lead;
    follow(this.#path, then, decision);
    for (const effect of decision.effects) if (effect.kind === 'email') this.#sent(effect, then);
  }

  /** Another run that stands where this one does and goes on under another program. */
  fork(program: CompiledProgram): Run {
    const fork = new Run(program, this.#course);
    fork.state = this.state;
    fork.#halted = this.#halted;
    fork.#path.entries.push(...this.#path.entries);
    fork.#path.holds.push(...this.#path.holds);
    fork.#emails.push(...this.#emails);
    fork.#arms.push(...this.#arms);
    fork.#answers = this.#answers.copy();
    fork.#inputs = this.#inputs;
    fork.#imagined = this.#imagined;
    fork.#bounced = this.#bounced;
    fork.#taken = this.#taken;
    return fork;
  }

  /** Nothing has happened that anybody would notice. */
  get isUneventful(): boolean {
    return this.#path.entries.length + this.#path.holds.length === 0;
  }

  /** `program`: another one under which all was the same. */
  result(program: CompiledProgram = this.#program): SideRun {
    const end = this.state.seq === 0 ? this.state : { ...this.state, program: program.version };
    return {
      path: this.#path,
      end,
      emails: this.#emails,
      arms: this.#arms,
      inputs: this.#inputs,
      imagined: this.#imagined,
    };
  }

  #take(next: Next): void {
    this.absorb(next, this.decide(this.#program, next));
  }

  #carried(): Facts {
    return this.#halted === undefined ? {} : { halted: this.#halted };
  }

  #sent(email: EmailEffect, at: Instant): void {
    const { script, imagine } = this.#course;
    const { track, step, enrolment, content } = email;
    this.#emails.push(email);
    if (!this.#bounced && script.bounce) {
      this.#bounced = true;
      this.#answers.add(at + script.bounce.afterMs, script.bounce.event);
    }
    const key = emailKey(track, step, enrolment);
    const real = script.answers.get(key);
    for (const { afterMs, event } of real ?? []) this.#answers.add(at + afterMs, event);
    if (real !== undefined) return;
    this.#imagined = true;
    for (const { name, afterMs } of imagine({ track, step, key })) {
      const properties = { track, step, item: content.item };
      const event = { id: `${name} ${key}`, source: 'backtest', name, occurredAt: 0, properties };
      this.#answers.add(at + afterMs, event);
    }
  }
}

/** By split or experiment, sorted. */
function armsGot(before: LeadState, { variants = {} }: LeadState): [string, string][] {
  if (before.variants === variants) return [];
  return Object.entries(variants)
    .filter(([key, arm]) => before.variants?.[key] !== arm)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What was known of a merged lead, as it was recorded; the counts that only this side's program asks for it lacks. */
function onProgram(merge: Extract<InputBody, { kind: 'merge' }>, version: number): InputBody {
  return { ...merge, loser: { ...merge.loser, program: version } };
}
