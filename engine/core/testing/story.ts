import { type CompiledProgram, compileProgram } from '../../program/compile/compile.ts';
import type { Scalar } from '../../program/condition/ast.ts';
import { type Program, programSchema, type Step, type Track } from '../../program/schema.ts';
import { activationOf } from '../../runtime/activation-of.ts';
import { decide, newLead } from '../decide.ts';
import type {
  Command,
  Decision,
  Effect,
  Facts,
  Feature,
  Fields,
  InputBody,
  Instant,
  LeadEvent,
  LeadState,
} from '../types.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Monday, 5 January 2026, 12:00 UTC. */
export const T0: Instant = 1_767_614_400_000;
export const LEAD = '0a6a1a5c-0000-4000-8000-000000000001';

type Parts = { [K in keyof Program]?: unknown };

/** A compiled program of the given parts, parsed so that defaults are filled in. */
export function programOf(parts: Parts, version = 1): CompiledProgram {
  return compileProgram(programSchema.parse({ schema: 1, ...parts }), version);
}

export function trackOf(
  steps: readonly unknown[],
  parts: Partial<Record<keyof Track, unknown>> = {},
): unknown {
  return { title: 'A track', stage: 'awareness', steps, ...parts };
}

export function email(id: string, purpose: 'marketing' | 'transactional' = 'marketing'): Step {
  return { id, kind: 'email', purpose, content: { item: `item-${id}`, version: 1, hash: 'a'.repeat(64) } };
}

export interface Circumstances {
  at?: Instant;
  facts?: Facts;
}
export interface EventCircumstances extends Circumstances {
  occurredAt?: Instant;
  historic?: boolean;
  arriving?: boolean;
  traits?: LeadEvent['traits'];
  lists?: readonly string[];
}

/** One lead's inputs, one after the other; each is at the last one's instant unless it says. */
export class Story {
  lead: LeadState;
  program: CompiledProgram;
  last: Decision | undefined;

  constructor(program: CompiledProgram, at: Instant = T0) {
    this.program = program;
    this.lead = newLead(LEAD, at);
  }

  /** A lead that may be sent marketing email. */
  static mailable(program: CompiledProgram, fields: Fields = {}, at: Instant = T0): Story {
    const story = new Story(program, at);
    story.event('consent_granted', consent(), { traits: { email: 'ada@lead.example', ...fields } });
    return story;
  }

  event(name: string, properties: Fields = {}, circumstances: EventCircumstances = {}): Decision {
    const { occurredAt, historic, arriving, traits, lists } = circumstances;
    return this.#decide(circumstances, (at) => ({
      kind: 'event',
      event: {
        id: `m${this.lead.seq + 1}`,
        source: 'test',
        name,
        occurredAt: occurredAt ?? at,
        properties,
        ...(traits && { traits }),
        ...(lists && { lists }),
        ...(historic && { historic }),
        ...(arriving && { arriving }),
      },
    }));
  }

  timer(at: Instant, facts: Facts = {}): Decision {
    return this.#decide({ at, facts }, () => ({ kind: 'timer' }));
  }

  /** Takes every timer up to and including the instant, each at its own. */
  runUntil(until: Instant): Effect[] {
    const effects: Effect[] = [];
    for (let due = this.lead.timers[0]; due && due.at <= until; due = this.lead.timers[0]) {
      effects.push(...this.timer(due.at).effects);
    }
    return effects;
  }

  activate(
    program: CompiledProgram,
    features: Readonly<Record<string, Feature>> = {},
    circumstances: Circumstances = {},
  ): Decision {
    const before = this.program;
    this.program = program;
    return this.#decide(circumstances, () => activationOf(this.lead, before, program, features));
  }

  command(command: Command, circumstances: Circumstances = {}): Decision {
    return this.#decide(circumstances, () => ({ kind: 'command', command, by: 'p1' }));
  }

  account(fields: Fields, circumstances: Circumstances = {}): Decision {
    const version = (this.lead.account?.version ?? 0) + 1;
    const facts = { ...circumstances.facts, account: { id: 'a1', version, fields } };
    return this.#decide({ ...circumstances, facts }, () => ({ kind: 'account' }));
  }

  #decide({ at = this.lead.at, facts = {} }: Circumstances, bodyAt: (at: Instant) => InputBody): Decision {
    const input = { seq: this.lead.seq + 1, at, facts, semantics: 1, ...bodyAt(at) };
    this.last = decide(this.program, this.lead, input);
    this.lead = this.last.lead;
    return this.last;
  }
}

export function consent(purpose = 'marketing', more: Readonly<Record<string, Scalar>> = {}): Fields {
  return { purpose, basis: 'consent', ...more };
}

/** Step ids of the emails among the effects. */
export function emailsIn(effects: readonly Effect[]): string[] {
  return effects.flatMap((effect) => (effect.kind === 'email' ? [effect.step] : []));
}
