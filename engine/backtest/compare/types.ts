import type { Instant, LeadId } from '../../core/types.ts';
import type { Program } from '../../program/schema.ts';
import type { Parallel, Progress } from '../parallel/work.ts';
import type { StageDates } from './dates.ts';
import type { Figures } from './figures.ts';
import type { PathEntry } from './path-entry.ts';

/**
 * How leads respond to emails that were never sent in reality. `none`: nobody opens or clicks them. `observed`: as
 * often as emails of tracks of the same journey stage were in the period, the same leads on both sides.
 */
export type Bound = 'none' | 'observed';

export interface BacktestOptions {
  /** The program in force now, and the one proposed in its place. */
  base: Program;
  proposed: Program;
  /** The period: inputs with `from` <= at <= `to` are run again. */
  from: Instant;
  to: Instant;
  /** At most so many leads, evenly by id; all when absent. */
  leads?: number;
  /** How many leads whose path changes are named; 5 when absent. */
  samples?: number;
  progress?: (so: Progress) => void;
  /** Stops between two chunks of leads with the signal's reason. */
  signal?: AbortSignal;
  /** In the thread that asks when absent; the report is the same. */
  parallel?: Parallel;
}

/** The first part of a lead's path at which the two sides part, and what each then does. */
export interface ChangedPath {
  lead: LeadId;
  base: readonly PathEntry[];
  proposed: readonly PathEntry[];
}

export interface ObservedRate {
  /** Emails of tracks of this journey stage that were sent in the period. */
  sent: number;
  opened: number;
  clicked: number;
}

export interface BacktestReport {
  from: Instant;
  to: Instant;
  /** Leads run, and leads there are. */
  leads: number;
  of: number;
  /** Leads left out because other engine semantics decided some of their history, or its beginning was let go. */
  skipped: number;
  /** Inputs decided, on all sides together. */
  inputs: number;
  /** Leads whose path differs between the sides, under either bound. */
  changed: number;
  /** What really happened in the period. */
  recorded: Figures;
  /** Both sides under each bound. The bounds agree when neither side sends an email that was not sent in reality. */
  base: Readonly<Record<Bound, Figures>>;
  proposed: Readonly<Record<Bound, Figures>>;
  /** By lifecycle stage, how the dates differ at which leads first reach it in the period. */
  dates: Readonly<Record<Bound, Readonly<Record<string, StageDates>>>>;
  /** By journey stage of the sending track. */
  rates: Readonly<Record<string, ObservedRate>>;
  samples: readonly ChangedPath[];
  /** Milliseconds of processor time spent deciding, of all threads together. */
  decideMs: number;
}
