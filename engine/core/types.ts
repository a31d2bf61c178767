/**
 * The words of the engine. An input arrives at a lead; `decide` returns the lead's next state, effects for the
 * outbox, ledger entries and a trace. Everything here is data: JSON-safe, without functions, dates or undefined.
 */
import type { Scalar } from '../program/condition/ast.ts';
import type { Channel, ContentRef, JourneyStage, LifecycleStage, Purpose } from '../program/schema.ts';

/** Milliseconds since 1970-01-01T00:00Z, an integer. */
export type Instant = number;
/** A UUID derived from the first identity the lead was known by. Its lane is its first byte. */
export type LeadId = string;

export type Fields = Readonly<Record<string, Scalar>>;

export interface LeadEvent {
  /** Idempotency key, unique per source. */
  id: string;
  source: string;
  /** Singular snake case: page_visit, form_submit, email_open. */
  name: string;
  /** Never after the input's `at`. */
  occurredAt: Instant;
  properties: Fields;
  /** Fields to set on the lead (an identify call); null removes the field. */
  traits?: Readonly<Record<string, Scalar | null>>;
  /** Lists the lead joins with this event (an import or a guest list). */
  lists?: readonly string[];
  /** An import, or older than 24 hours on arrival: updates state and history, causes no effects and fires no triggers. */
  historic?: true;
  /**
   * The lead arrives by this, whatever was known of it: entry conditions that counted as true already, as after an
   * import that moved nobody, count anew. A track's rule of re-entry still holds.
   */
  arriving?: true;
}

/** What a lead carries of its account. */
export interface LeadAccount {
  id: string;
  version: number;
  fields: Fields;
  /** How many other leads of the account are in each segment that the program's conditions count them in; without zeros. */
  stakeholders?: Readonly<Record<string, number>>;
}

/** Facts read in the transaction and logged with the input, so that replay needs nothing else. */
export interface Facts {
  /** Present when the lead's account, its fields or its other leads differ from what the lead's state carries. */
  account?: LeadAccount;
  /** Halted tracks, `*` for all sending. Absent when nothing is halted. */
  halted?: readonly string[];
  /**
   * When marketing emails went to leads of the lead's account, for as long as its cap looks back, oldest first.
   * Absent when there were none, the program has no such cap, or the decision did not ask.
   */
  accountSends?: { account: string; at: readonly Instant[] };
}

export type TimerId = string;

export interface InputBase {
  /** Per lead, from 1, without gaps. */
  seq: number;
  /** Assigned under the lead's lock; never goes back. */
  at: Instant;
  facts: Facts;
  /** Id of the (engine semantics, tzdata) pair that decided it. */
  semantics: number;
}

export type InputBody =
  | { kind: 'event'; event: LeadEvent }
  /** Everything of this lead that is due at `at`: steps, windows, holds. Carries no timer: all due ones are taken. */
  | { kind: 'timer' }
  /** The account's fields changed; the new ones are in facts. */
  | { kind: 'account' }
  /** `lead`: whose effect it was, when that lead has been merged into this one since. */
  | { kind: 'outcome'; effect: EffectKey; result: Outcome; lead?: LeadId }
  /**
   * The lead reaches a program version; features the lead lacks come backfilled from the log. `moves`: by track whose
   * step the lead stands at is gone, the step it goes on at (see program/next-kept.ts); absent when there is none.
   */
  | {
      kind: 'activation';
      version: number;
      features: Readonly<Record<string, Feature>>;
      moves?: Readonly<Record<string, string>>;
    }
  | { kind: 'command'; command: Command; by: string }
  /**
   * Another lead is the same person and lives on in this one. `loser` is on the program that decides; `queued` is what
   * its outbox had not begun to send, and is cancelled there; `had` the emails that it was sent, by track, of tracks
   * that this lead is on.
   */
  | {
      kind: 'merge';
      loser: LeadState;
      queued: readonly Effect[];
      had: Readonly<Record<string, readonly string[]>>;
      by: string;
    }
  /** The last input of a lead that was merged into another. */
  | { kind: 'redirect'; to: LeadId; by: string };

export type Input = InputBase & InputBody;

export type Command =
  | { do: 'enrol'; track: string }
  | { do: 'leave'; track: string }
  | { do: 'suppress'; reason: string }
  /** Takes a suppression back, unless it is by the lead's own word. */
  | { do: 'lift' }
  | { do: 'set_fields'; fields: Readonly<Record<string, Scalar | null>> }
  | { do: 'join_list' | 'leave_list'; list: string };

/** `<seq>:<ordinal>` within the lead: the same on every attempt. */
export type EffectKey = string;

export type Outcome =
  | { status: 'sent'; messageId: string }
  | { status: 'failed'; reason: string }
  /** The guards at the moment of sending said no. */
  | { status: 'refused'; reason: HoldReason }
  | { status: 'in_doubt' };

export interface Consent {
  /** consent, legitimate_interest, contract, ... as named by the import or the form. */
  basis: string;
  at: Instant;
  /** The person's own word: on the basis `consent`, with the wording they agreed to. */
  worded?: true;
}

/** Bucketed counts of one condition fragment (an event and its `where`). */
export interface Feature {
  /** Events since the beginning. */
  total: number;
  /**
   * [bucket, count, bucket, count, ...], buckets ascending (see condition/buckets.ts), for the widest window in use;
   * older buckets are dropped. [] when there is none.
   */
  buckets: readonly number[];
}

export interface Enrolment {
  /** 1 for the first time on this track. */
  n: number;
  status: 'active' | 'ended';
  /** Id of the current step (the one being waited at), or of the last one. */
  step: string;
  startedAt: Instant;
  /** Why it began: a segment, trigger, threshold, track or person. */
  by: string;
  /** When the step was reached; still to come where a change moved the lead on before its time. */
  stepAt: Instant;
  endedAt?: Instant;
  /** finished, goal, exit:<id>, left, removed, loop, replaced:<track>. */
  reason?: string;
  /** At a wait begun under a cadence: the percent of its time that it takes. */
  pace?: number;
  /** What cadences have added to the waits so far (ms, negative when they were shortened): later days move by it. */
  shift?: number;
  /** When a held step is tried again, and why it is held; `dropAt` when it is dropped instead. */
  held?: { reason: HoldReason; until?: Instant; dropAt?: Instant };
  /** Email steps that are passed over: a lead that was merged into this one has had them. Sorted. */
  had?: readonly string[];
}

export type HoldReason =
  | 'no_consent'
  | 'suppressed'
  | 'no_email'
  | 'cap'
  | 'account_cap'
  | 'gap'
  | 'quiet_hours'
  | 'send_window'
  | 'holiday'
  | 'content_not_approved'
  | 'halted'
  /** Only of what was queued: its enrolment ended, and not by itself. */
  | 'enrolment_ended'
  /** Only of what was queued: it was held still when the program gives up what is held. */
  | 'held_too_long'
  /** Only of what was queued: its lead was merged into another, and what goes on does so there. */
  | 'merged'
  /** Only of what was queued, failed or in doubt: a person dropped it. */
  | 'dropped';

export interface Timer {
  /** `step:<track>`, `trigger:<id>:<seq>`, `decay:<model>`, `cadence` (it ends) or `window` (membership may change by time alone). */
  id: TimerId;
  at: Instant;
}

/**
 * At most 64 KB of what arrives (see room.ts), and as much of counts at worst (see condition/feature-room.ts); the rest
 * is bounded by the programs the lead has seen. Stored as canonical JSON; `fields` is its own column.
 */
export interface LeadState {
  schema: 2;
  id: LeadId;
  seq: number;
  at: Instant;
  /** The program version that decides for this lead; 0 before the first activation input. */
  program: number;
  fields: Fields;
  account: LeadAccount | null;
  /** Sorted. */
  lists: readonly string[];
  consent: Readonly<Partial<Record<Purpose, Consent>>>;
  /** When a purpose was last withdrawn, until a grant lifts it (see consent.ts). Absent in states of older leads. */
  withdrawn?: Readonly<Partial<Record<Purpose, Instant>>>;
  /** `under`: the weightiest word of the lead itself, which stands when the reason is lifted. */
  suppressed: { reason: string; at: Instant; under?: { reason: string; at: Instant } } | null;
  /** The sum of all models. Always the sum of the lead's ledger. */
  score: number;
  /** Points by score model, each the sum of the ledger's entries of that model; without those that are 0. */
  scores: Readonly<Record<string, number>>;
  /** By model with points that decay: when the next share is taken. Absent when there is none. */
  decays?: Readonly<Record<string, Instant>>;
  /** By fit rule whose condition holds: the points it gave, and to which model. Absent when there is none. */
  fits?: Readonly<Record<string, { points: number; model: string }>>;
  journey: JourneyStage;
  lifecycle: LifecycleStage;
  /** Ids of the segments the lead is in now, sorted. */
  segments: readonly string[];
  /** Ids of the score thresholds the lead is above, sorted. */
  thresholds: readonly string[];
  /** Ids of the tracks whose entry condition held when last looked at, sorted: entering needs it to come true. */
  entries: readonly string[];
  /** As `entries`, of the triggers that speak of the lead alone. Absent when there is none. */
  holding?: readonly string[];
  /** The latest enrolment per track. */
  enrolments: Readonly<Record<string, Enrolment>>;
  /** By feature key (see condition/features.ts). */
  features: Readonly<Record<string, Feature>>;
  /** Points given per scoring rule that has a cap: period number and points within it. */
  ruleCaps: Readonly<Record<string, { period: number; points: number }>>;
  /** When each trigger last fired. */
  triggers: Readonly<Record<string, Instant>>;
  /** Delayed trigger actions waiting for their timer, or for the next marketing email. */
  delayed: Readonly<Record<TimerId, { trigger: string; at?: 'next-send' }>>;
  /** Sorted by (at, id). */
  timers: readonly Timer[];
  /** The last sessions on the website, in programs that ask for them (see sessions.ts), and the last visit. */
  sessions?: { ids: readonly string[]; at: Instant };
  /** The pace of the lead's waits, while it is not the normal one. */
  cadence?: { id: string; at: Instant; until?: Instant };
  /** The arm the lead once had, by split (see program/split-key.ts) or experiment, `holdout` among them. */
  variants?: Readonly<Record<string, string>>;
  /** Instants of the last emails decided, newest last, at most 32; counted against caps. */
  sends: readonly Instant[];
  /** As `sends`, of the actions whose channel has a cap. */
  channelUses?: Readonly<Partial<Record<Channel, readonly Instant[]>>>;
}

export interface ScoreEntry {
  /** Scoring rule, `fit:ID`, `trigger:ID`, `threshold:ID`, `step:TRACK/STEP`, `decay:MODEL` or `removed:MODEL`. */
  rule: string;
  points: number;
  model: string;
}

export type Effect =
  | {
      kind: 'email';
      track: string;
      step: string;
      enrolment: number;
      content: ContentRef;
      purpose: Purpose;
      notBefore: Instant;
    }
  | { kind: 'task'; queue: string; title: string; due: Instant; booking?: string; track?: string }
  | { kind: 'notify'; audience: string; text: string; track?: string }
  /** Names of fields only: their values are read when it is sent. */
  | { kind: 'webhook'; webhook: string; fields?: readonly string[]; at: Instant; track?: string }
  /** Kept in the outbox until a connector of that system takes it. */
  | { kind: 'crm'; system: string; fields: Fields; track?: string };

/** One line each of what the decision did, in order. Ids only: names resolve at view. */
export type TraceEntry =
  /** `model` is absent for engagement. */
  | { did: 'score'; rule: string; points: number; model?: string }
  | { did: 'score_capped'; rule: string }
  | { did: 'trigger'; trigger: string; delayedUntil?: Instant | 'next-send' }
  | { did: 'join'; segment: string }
  | { did: 'part'; segment: string }
  | { did: 'threshold'; threshold: string; direction: 'up' | 'down' }
  | { did: 'journey'; from: JourneyStage; to: JourneyStage }
  | { did: 'lifecycle'; from: LifecycleStage; to: LifecycleStage }
  | { did: 'enrol'; track: string; n: number; by: string }
  | { did: 'skip_enrol'; track: string; reason: string }
  | { did: 'step'; track: string; step: string; branch?: string }
  /** A wait-for goes on: what it waited for came, or its time ran out. */
  | { did: 'waited'; track: string; step: string; met: boolean }
  /** The lead's own arm. Where an experiment is decided, or not for the lead, a split is a `step` with its branch. */
  | { did: 'split'; track: string; step: string; arm: string }
  /** It gets its arm of an experiment without a split: it is of the population, or shared out for the hold-out. */
  | { did: 'assign'; experiment: string; arm: string }
  /** The step the lead stood at is gone; it goes on at another, at the time that it was waiting for. */
  | { did: 'move'; track: string; from: string; step: string; at: Instant }
  | { did: 'set'; fields: readonly string[] }
  /** Null: back to the normal pace, by an action or for the reason. */
  | { did: 'cadence'; cadence: string | null; reason?: 'over' | 'condition' | 'removed' }
  | { did: 'email'; track: string; step: string; item: string }
  | { did: 'hold'; track: string; step: string; reason: HoldReason; until?: Instant; dropAt?: Instant }
  /** An email was held for longer than the program waits; its track goes on without it. */
  | { did: 'drop'; track: string; step: string; reason: HoldReason }
  /** The channel's cap left no room. `rule` as the ledger names it. */
  | { did: 'skip_action'; action: Channel; rule: string; reason: 'channel_cap' }
  | { did: 'end'; track: string; reason: string }
  | { did: 'consent'; purpose: Purpose; granted: boolean }
  /** A grant changed nothing: the purpose was withdrawn, and the grant is not the person's later word. */
  | { did: 'skip_consent'; purpose: Purpose; reason: 'withdrawn' }
  | { did: 'suppress'; reason: string }
  | { did: 'lift'; reason: string }
  /** What the lead itself has said is not for others to take back. */
  | { did: 'skip_lift'; reason: string }
  | { did: 'merge'; lead: LeadId }
  | { did: 'redirect'; to: LeadId }
  /** A lead that was merged into this one has had it. */
  | { did: 'skip_email'; track: string; step: string }
  /** What the state has no room for (see room.ts); the first names, and how many there are. */
  | {
      did: 'left_out';
      what: 'fields' | 'accounts' | 'account fields' | 'lists';
      count: number;
      names: readonly string[];
    }
  /** The rules still set each other off after so many rounds; what is left goes on at the lead's next input. */
  | { did: 'unsettled'; rounds: number };

export interface Decision {
  lead: LeadState;
  effects: readonly Effect[];
  ledger: readonly ScoreEntry[];
  trace: readonly TraceEntry[];
  /** It looked at `facts.accountSends`; not part of what is recorded of it. */
  usesAccountSends?: true;
}
