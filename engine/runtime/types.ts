import type { Database, Tx } from '../../db/connection.ts';
import type { Command, Effect, EffectKey, Fields, Instant, LeadId, Outcome } from '../core/types.ts';
import type { CompiledProgram } from '../program/compile/compile.ts';
import type { Scalar } from '../program/condition/ast.ts';
import type { Program } from '../program/schema.ts';
import type { EnrolledTrack, NamedEnrolment } from './enrol/types.ts';
import type { ErasureReason } from './sql/erase.ts';

/** An event as a face hands it over, before it is folded, deduplicated and given to a lead. */
export interface IncomingEvent {
  /** Idempotency key, unique per source; kept 30 days. */
  messageId: string;
  /** Write key, import or integration it came through. */
  source: string;
  /** At least one of the three; found in this order, case-folded here. */
  userId?: string;
  email?: string;
  anonymousId?: string;
  /** Another anonymous id that the same person is known by. */
  previousId?: string;
  /** Singular snake case. */
  name: string;
  occurredAt: Instant;
  properties: Readonly<Record<string, Scalar>>;
  /** Fields to set on the lead; null removes one. */
  traits?: Readonly<Record<string, Scalar | null>>;
  /** Sets the lead's account; `fields` are merged into the account's own. */
  account?: { id: string; fields?: Readonly<Record<string, Scalar | null>> };
  lists?: readonly string[];
  /** Updates state and history without effects. Set by itself when older than 24 hours. */
  historic?: boolean;
  /** The lead arrives by this: it may enter tracks whose entry it satisfied before without entering. */
  arriving?: boolean;
}

export interface IngestOptions {
  /** All of these events are historic. */
  historic?: boolean;
  /** Leads and accounts created by these events belong to the generated demo company. */
  demo?: boolean;
}

export interface IngestResult {
  /** New events, decided now or kept for their lead. */
  accepted: number;
  /** Events whose message id was known. */
  duplicates: number;
  /** Of the accepted: kept in the inbox because their lead was being decided elsewhere; taken next. */
  pending: number;
  /** Of the accepted: kept in the inbox because deciding for their lead failed. */
  parked: number;
  /** Not accepted: events that the database could not store, with its reason. */
  refused: { messageId: string; reason: string }[];
}

/** The program in force. */
export interface ActiveProgram {
  version: number;
  hash: string;
  program: Program;
  compiled: CompiledProgram;
}

export interface Halt {
  /** A track's id, or `*` for all sending. */
  target: string;
  /** Person id. */
  by: string;
  at: Instant;
  reason: string;
}

/** One thing to be done outside. */
export interface Delivery {
  /** The same on every attempt. */
  key: EffectKey;
  lane: number;
  leadId: LeadId;
  lead: { fields: Fields; demo: boolean };
  effect: Effect;
  /** The fields that a webhook names, as they are now: of the lead, its account or the engine. */
  told?: Fields;
}

/**
 * What a sender made of a delivery: an outcome, which its lead is told, or nothing yet, which waits in the outbox.
 * `bounce` says that the address takes no email and never will: it is an event of the lead as well. `retry` is for
 * what may pass by itself: tried five times more within half a day, then failed. `later` is for what somebody has to
 * mend first and is no fault of the delivery: tried every hour.
 */
export type Delivered =
  | Outcome
  | { status: 'failed'; reason: string; bounce: 'hard' }
  | { status: 'retry' | 'later'; reason: string };

/** Performs the effects of one kind; those for a CRM wait for a connector. A rejected promise counts as failed; a process that dies leaves it in doubt. */
export interface EffectSender {
  kind: Exclude<Effect['kind'], 'crm'>;
  send(item: Delivery): Promise<Delivered>;
  /**
   * Where the transport can tell: what became of a delivery whose process stopped while it was sending. Undefined where
   * it cannot; without an answer the delivery is in doubt.
   */
  reconcile?(item: Delivery): Promise<Reconciled | undefined>;
}

/** It left, or it did not and is sent by the next round. */
export type Reconciled = Extract<Outcome, { status: 'sent' }> | { status: 'unsent' };

export interface EngineOptions {
  db: Database;
  /** Milliseconds since 1970. */
  clock: () => Instant;
  /** Told of parked leads and the like, one line each. */
  log?: (line: string, details?: Readonly<Record<string, unknown>>) => void;
  /** Events, or leads, per transaction: 1,000 by default, 500 on the embedded database. */
  batchSize?: number;
  /** Deliveries under way at once, and claimed at a time; 8 by default. A halt or an unsubscribe reaches all others. */
  sendAtOnce?: number;
}

export interface Engine {
  /**
   * Records, decides and saves. Any number of events; one transaction per 1,000 (500 embedded), which calls made
   * meanwhile share. Throws `event.invalid` before anything is written.
   */
  ingest(events: readonly IncomingEvent[], options?: IngestOptions): Promise<IngestResult>;
  /** Takes due timers, pending inputs and leads of an older program version; at most `limit` leads. Gives how many it took: call again until 0. */
  runDue(limit?: number): Promise<number>;
  /**
   * Sends what is due in the outbox through the senders, a few at a time; effects of a kind without a sender stay
   * queued. Gives how many it took, at most `limit`: settled, refused or put off.
   */
  dispatch(senders: readonly EffectSender[], limit?: number): Promise<number>;
  /** A person's command to one lead. Throws `lead.unknown`. */
  command(leadId: LeadId, command: Command, by: string): Promise<void>;
  /**
   * Two leads are one person: `loser` lives on in `survivor`, whose own word stands where they differ. Cannot be undone.
   * Throws `lead.unknown`, `lead.merge_self` and `lead.parked`.
   */
  merge(loser: LeadId, survivor: LeadId, by: string): Promise<void>;
  /**
   * Erases everything that is held of a lead and of those merged into it; that it happened stays on record. Who comes
   * again is somebody new. Gives the ids that are over. Throws `lead.unknown`.
   */
  erase(leadId: LeadId, by: string, reason: ErasureReason): Promise<LeadId[]>;
  /**
   * A person has a failed delivery tried again, or one in doubt when they say that it may come twice. `key`:
   * `LEAD:SEQ:ORDINAL`. Throws `outbox.unknown`, `outbox.not_waiting`, `outbox.may_duplicate` and `outbox.merged`.
   */
  retryDelivery(key: string, options: { by: string; mayDuplicate?: boolean }): Promise<void>;
  /** A person gives up a delivery that is queued, failed or in doubt; its lead is told. Throws as `retryDelivery`. */
  dropDelivery(key: string, options: { by: string; reason?: string }): Promise<void>;
  /**
   * Makes `program` version N+1 under an exclusive lock, within the caller's transaction; leads reach it by themselves.
   * Throws `program.moved` when `base` is given and is not the version in force.
   */
  activate(tx: Tx, program: Program, options: { changeId: string | null; base?: number }): Promise<number>;
  /**
   * Enrols the leads that a change names, within the transaction that has activated its version; says of each whether it
   * entered. Throws `enrol.failed`, and lost races to be retried.
   */
  enrolNamed(tx: Tx, enrolments: readonly NamedEnrolment[], by: string): Promise<EnrolledTrack[]>;
  /**
   * The program in force, or the version asked for. Within a transaction give its `tx`. Throws `program.none` before
   * the first activation and `program.unknown` for a version that was never active.
   */
  program(version?: number, tx?: Tx): Promise<ActiveProgram>;
  /** Stops a track, or `*` all sending, at once. Resuming is a change. Throws `track.unknown`. */
  halt(target: string, by: string, reason: string): Promise<void>;
  halts(): Promise<Halt[]>;
  /** Upkeep, about once an hour and after an import: forgets message ids of 30 days ago, vacuums the embedded database. */
  maintain(): Promise<void>;
  /** By id or email; of a lead that was merged into another, that one. Undefined when there is none. */
  findLead(idOrEmail: string): Promise<LeadId | undefined>;
}
