import type { CompiledProgram } from '../program/compile.ts';
import type { Scalar } from '../program/condition/ast.ts';
import { DraftView } from './draft-view.ts';
import { own, without } from './records.ts';
import type {
  Decision,
  Effect,
  Enrolment,
  Input,
  Instant,
  LeadState,
  ScoreEntry,
  TraceEntry,
} from './types.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * A decision being made. `lead` is the draft's own copy, one level deep: its records and lists are shared with the
 * lead that came in, so they are replaced, never written to.
 */
export interface Draft {
  readonly program: CompiledProgram;
  readonly input: Input;
  /** The input's instant: now. */
  readonly at: Instant;
  /** The input is a historic event: state and history follow it, nothing is begun and nothing goes out. */
  readonly silent: boolean;
  readonly lead: Writable<LeadState>;
  readonly view: DraftView;
  readonly effects: Effect[];
  readonly ledger: ScoreEntry[];
  readonly trace: TraceEntry[];
  /** Tracks entered or ended by this decision: each at most once, so a decision has one line per enrolment. */
  readonly moved: Set<string>;
  /** `<track>/<step>` passed by this decision: each at most once, so no enrolment goes round without time passing. */
  readonly passed: Set<string>;
  /** Raised by each change of score, stage or enrolment: rules over the lead are looked at again until it rests. */
  revision: number;
  /** The revision at which segments were last brought up to date. */
  segmentsAt: number;
}

export function openDraft(program: CompiledProgram, before: LeadState, input: Input): Draft {
  const lead: Writable<LeadState> = { ...before, seq: input.seq, at: input.at };
  return {
    program,
    input,
    at: input.at,
    silent: input.kind === 'event' && input.event.historic === true,
    lead,
    view: new DraftView(lead, input.at),
    effects: [],
    ledger: [],
    trace: [],
    moved: new Set(),
    passed: new Set(),
    revision: 0,
    segmentsAt: -1,
  };
}

export function closeDraft({ lead, effects, ledger, trace }: Draft): Decision {
  return { lead, effects, ledger, trace };
}

/** The lead's latest enrolment on the track. */
export function enrolmentOf(lead: LeadState, track: string): Enrolment | undefined {
  return own(lead.enrolments, track);
}

export function setEnrolment(draft: Draft, track: string, enrolment: Enrolment): void {
  draft.lead.enrolments = { ...draft.lead.enrolments, [track]: enrolment };
}

/** Null removes a field. */
export function setFields({ lead }: Draft, fields: Readonly<Record<string, Scalar | null>>): void {
  for (const [name, value] of Object.entries(fields)) {
    if (value === null) lead.fields = without(lead.fields, name);
    else if (own(lead.fields, name) !== value) lead.fields = { ...lead.fields, [name]: value };
  }
}
