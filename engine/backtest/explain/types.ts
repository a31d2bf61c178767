import type { GuardCheck } from '../../core/sending/guard-checks.ts';
import type { Enrolment, Fields, Input, Instant, Outcome, TraceEntry } from '../../core/types.ts';
import type { WhyNotOn } from '../../core/why-not-on.ts';
import type { ContentRef } from '../../program/schema.ts';
import type { ContributionRow } from '../sql/explain.ts';
import type { Evidence } from './evidence.ts';

/** An input of the lead, as explanations name it. Instants are milliseconds since the epoch. */
export interface ShownInput {
  seq: number;
  at: Instant;
  kind: Input['kind'];
  /** Of an event. */
  event?: string;
  source?: string;
  properties?: Fields;
  /** Of a command or a merge: a person's id, or what stands for one. */
  by?: string;
  /** Of an activation. */
  version?: number;
}

/** Why something was begun: by which rule, upon which input, and what the rule found. */
export interface Because {
  /** `entry`, `trigger:ID`, `threshold:ID`, `track:ID`, `person:ID`, as the enrolment names it. */
  by: string;
  input: ShownInput;
  /** The rule's condition with the values that it found at that moment. Absent for a person, and where nothing is known. */
  evidence?: Evidence;
  /** Of a threshold: the points before and after, and the bar. */
  score?: { model: string | null; before: number; after: number; at: number };
  /** Of `track:ID`: why the lead was on that track. */
  via?: Because & { track: string };
}

/** Where values come from. */
export type Vouched =
  /** The lead was decided again up to that input by the programs of the time, and every decision came out as recorded. */
  | 'replayed'
  /** Deciding again gives something else by now (other time zone data): the values may differ from those of then. */
  | 'differs'
  /** An older engine decided it, or its history was let go: only what is on record is told. */
  | 'record';

/** A program version, and how it came about; `change` is null for what an installation begins with. */
export interface ProgramOrigin {
  version: number;
  hash: string;
  activatedAt: Instant;
  change: {
    id: string;
    title: string;
    author: string;
    approver: string | null;
    approvedAt: Instant | null;
  } | null;
}

/** A lead's arm of a split, and where its hash falls. */
export interface Variant {
  /** The experiment, or `TRACK/STEP`. */
  split: string;
  arm: string;
  arms: readonly { id: string; weight: number }[];
  /** 32 bits of (split, lead). */
  hash: number;
  /** The arm was drawn by the hash; else it was the lead's already. */
  drawn: boolean;
  /** It is the way of every lead, as the experiment is decided, or of those that are not of its population. */
  common?: 'decided' | 'outside';
}

/** A step of the lead's way to the email. */
export interface PathStep {
  seq: number;
  at: Instant;
  did: TraceEntry;
  /** What a branch or a wait-for found. */
  evidence?: Evidence;
}

export interface WhyEmail {
  lead: string;
  /** The lead as people call it. */
  name: string;
  effect: string;
  decidedAt: Instant;
  track: string;
  step: string;
  content: ContentRef;
  status: 'queued' | 'sending' | Outcome['status'];
  settledAt?: Instant;
  reason?: string;
  /** Why the lead was on the track. */
  enrolment?: { n: number; startedAt: Instant; because: Because };
  /** From the beginning of the enrolment to the email, at most 100. */
  path: PathStep[];
  /** Points that the lead had when it entered the track, by rule. */
  score: { total: number; contributions: ContributionRow[] };
  /** Every guard that the email passed when it was decided, in order. */
  guards: GuardCheck[];
  variants: Variant[];
  /** The version that decided. */
  program: ProgramOrigin;
  /** The version since which the step has had this content: whoever approved that approved this email. */
  since: ProgramOrigin;
  values: Vouched;
}

/** Why a lead is on a track, was on it, or is not. */
export interface WhyTrack {
  lead: string;
  name: string;
  track: string;
  /** The latest enrolment. */
  enrolment?: {
    n: number;
    status: Enrolment['status'];
    startedAt: Instant;
    /** Absent when its beginning is no longer on record. */
    because?: Because;
    step: string;
    stepAt: Instant;
    held?: NonNullable<Enrolment['held']>;
    /** When the step is taken up again by itself. */
    nextDueAt?: Instant;
    /** What a wait-for waits for, as it stands now. */
    waitsFor?: Evidence;
    endedAt?: Instant;
    /** finished, goal, exit:ID, left, removed, loop, replaced:TRACK. */
    reason?: string;
    /** What the goal or the exit found as it ended. */
    ending?: Evidence;
  };
  /** The next email of an active enrolment by the order of the steps, if nothing holds it; `after`: a wait of unknown length. */
  nextEmail?: { step: string; notBefore: Instant; after?: string };
  /** Why it does not enter now; absent while it is on it, and for a track that nobody enters by themselves. */
  whyNot?: WhyNotOn;
  /** The entry as it stands now, and when time alone could change it. */
  entry?: { evidence: Evidence; mayChangeAt?: Instant };
  /** What else puts leads on the track: `trigger:ID`, `threshold:ID`, `track:ID`. */
  enrolledBy: string[];
  values: Vouched;
}

/** Why an email of a track has not come. */
export interface WhyNotEmail {
  step: string;
  why: /** Not on the track, and never was. */
    | { because: 'not_on' }
    /** On the track, before the step. */
    | { because: 'not_yet' }
    /** It is held at the step. */
    | { because: 'held' }
    /** The enrolment ended before. */
    | { because: 'ended' }
    /** It was held for too long and given up. */
    | { because: 'dropped'; at: Instant; reason: string }
    /** A lead that was merged into this one has had it. */
    | { because: 'had'; at: Instant }
    /** It went another way at a branch or a split, or a change brought the step later. */
    | { because: 'passed' };
  of: WhyTrack;
}

/** Where a lead's points came from. */
export interface WhyScore {
  lead: string;
  name: string;
  total: number;
  models: { model: string; score: number; ledgerSum: number }[];
  /** Most points first, of either sign. */
  contributions: ContributionRow[];
  /** The newest, newest first, each with the event that it came with. */
  last: { at: Instant; rule: string; points: number; model: string; input: ShownInput }[];
  /** The next bar above the score, and how far it is. */
  next: { threshold: string; at: number; missing: number } | null;
  /** When points fade by themselves next. */
  decaysAt: Instant | null;
}

/** An explanation as data, in two sentences, and line by line. */
export type Explained<T> = T & {
  sentences: [string, string];
  details: { heading: string; lines: string[] }[];
};
