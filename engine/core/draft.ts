import type { CompiledProgram } from '../program/compile/compile.ts';
import type { Scalar } from '../program/condition/ast.ts';
import { DraftView } from './draft-view.ts';
import { own } from './records.ts';
import { accountFieldsWithin, fieldsWith, listsWith, namesOf, room } from './room.ts';
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
import type { Watch } from './watch.ts';

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
  /** The lead as it came in. */
  readonly before: LeadState;
  readonly lead: Writable<LeadState>;
  readonly view: DraftView;
  readonly effects: Effect[];
  readonly ledger: ScoreEntry[];
  readonly trace: TraceEntry[];
  /** Tracks entered or ended by this decision: each at most once, so a decision has one line per enrolment. */
  readonly moved: Set<string>;
  /** `<track>/<step>` passed by this decision: each at most once, so no enrolment goes round without time passing. */
  readonly passed: Set<string>;
  /** Instants of the marketing emails that this decision sends. */
  readonly sent: Instant[];
  /** It looked at what its account was sent. */
  usesAccountSends: boolean;
  /**
   * Tracks on which the lead stood at a wait-for when the event arrived, and has not gone on: the event may be what
   * they wait for. Absent when there are none.
   */
  readonly waiting?: Set<string>;
  /**
   * Raised by each change of score, stage, fields, cadence or enrolment: rules over the lead are looked at again until
   * it rests.
   */
  revision: number;
  /** The revision at which segments were last brought up to date. */
  segmentsAt: number;
  /** Likewise fit. */
  fitAt: number;
  /** Triggers that speak of the lead alone and fired in this decision: each at most once, so that two cannot keep setting each other off. */
  readonly fired: Set<string>;
  /** Somebody who wants to know why. */
  readonly watch?: Watch;
}

export function openDraft(program: CompiledProgram, before: LeadState, input: Input, watch?: Watch): Draft {
  const lead: Writable<LeadState> = { ...before, seq: input.seq, at: input.at };
  const waiting = waitingTracks(program, before, input);
  return {
    program,
    input,
    at: input.at,
    silent: input.kind === 'event' && input.event.historic === true,
    before,
    lead,
    view: new DraftView(lead, input.at, program),
    effects: [],
    ledger: [],
    trace: [],
    moved: new Set(),
    passed: new Set(),
    sent: [],
    usesAccountSends: false,
    ...(waiting && { waiting }),
    revision: 0,
    segmentsAt: -1,
    fitAt: -1,
    fired: new Set(),
    ...(watch && { watch }),
  };
}

function waitingTracks(program: CompiledProgram, lead: LeadState, input: Input): Set<string> | undefined {
  if (program.waitingTracks.length === 0 || input.kind !== 'event') return undefined;
  const waiting = program.waitingTracks.filter(({ id, position, steps }) => {
    const enrolment = enrolmentOf(lead, id);
    const place = enrolment?.status === 'active' ? position[enrolment.step] : undefined;
    return place !== undefined && steps[place]?.kind === 'wait-for';
  });
  return waiting.length === 0 ? undefined : new Set(waiting.map(({ id }) => id));
}

export function closeDraft({ lead, effects, ledger, trace, usesAccountSends }: Draft): Decision {
  return { lead, effects, ledger, trace, ...(usesAccountSends && { usesAccountSends: true as const }) };
}

/** The lead's latest enrolment on the track. */
export function enrolmentOf(lead: LeadState, track: string): Enrolment | undefined {
  return own(lead.enrolments, track);
}

export function setEnrolment(draft: Draft, track: string, enrolment: Enrolment): void {
  draft.lead.enrolments = { ...draft.lead.enrolments, [track]: enrolment };
}

/** Null removes a field. What there is no room for is left out, and the trace says so. */
export function setFields({ lead, trace }: Draft, changes: Readonly<Record<string, Scalar | null>>): void {
  const { fields, leftOut } = fieldsWith(lead.fields, changes);
  lead.fields = fields;
  if (leftOut.length > 0) trace.push({ did: 'left_out', what: 'fields', ...namesOf(leftOut) });
}

/** As for fields; an account whose id there is no room for is none. */
export function setAccount({ lead, trace }: Draft, account: NonNullable<LeadState['account']>): void {
  if (account.id.length > room.name) {
    trace.push({ did: 'left_out', what: 'accounts', ...namesOf([account.id]) });
    return;
  }
  const { fields, leftOut } = accountFieldsWithin(account.fields);
  lead.account = leftOut.length === 0 ? account : { ...account, fields };
  if (leftOut.length > 0) trace.push({ did: 'left_out', what: 'account fields', ...namesOf(leftOut) });
}

export function joinLists({ lead, trace }: Draft, joined: readonly string[]): void {
  const { lists, leftOut } = listsWith(lead.lists, joined);
  lead.lists = lists;
  if (leftOut.length > 0) trace.push({ did: 'left_out', what: 'lists', ...namesOf(leftOut) });
}

export function leaveList({ lead }: Draft, list: string): void {
  if (lead.lists.includes(list)) lead.lists = lead.lists.filter((other) => other !== list);
}
