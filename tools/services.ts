import type { Database } from '../db/connection.ts';
import type { Changes } from '../engine/runtime/changes/types.ts';
import type { Engine } from '../engine/runtime/engine.ts';
import type { WriteEmail } from '../knowledge/draft/types.ts';
import type { Library } from '../knowledge/library.ts';

/** What tools may use. None of it can approve: `changes` is narrowed to planning, filing and reading. */
export interface Services {
  db: Database;
  engine: Pick<Engine, 'program' | 'halt' | 'halts' | 'findLead'>;
  library: Library;
  changes: Pick<Changes, 'plan' | 'propose' | 'rollback' | 'list' | 'get'>;
  /** Where a person settles a change: `<public url>/changes/<id>`. */
  changeUrl(id: string): string;
  /** Sends a person, at their own address, one email of a track as a lead would get it. */
  sendTest: SendTest;
  /** The model that writes emails, for a person; absent without one. */
  writeEmail?: ((personId: string) => WriteEmail) | undefined;
  /** Runs a lead ahead in virtual time; sends nothing. */
  simulateLead: SimulateLead;
}

export interface SimulationOfLead {
  name: string | null;
  /** Titles of the tracks that are halted, or `all sending`. */
  halted: readonly string[];
  /** In the order of time. */
  entries: readonly {
    at: number;
    /** With the change in force and without it, only with it, or only without it. */
    on: 'both' | 'proposed' | 'base';
    words: string;
    subject?: string;
    problem?: string;
  }[];
}

export type SimulateLead = (asked: {
  lead: string;
  days: number;
  behaviour: 'nothing' | 'everything' | 'usual';
  change?: string;
  enrol?: string;
  signal?: AbortSignal | undefined;
}) => Promise<SimulationOfLead>;

export interface TestAsked {
  /** Id or title. */
  track: string;
  /** A step's id, title, or number among the track's emails. */
  email: string;
  /** Id, email address or name; without it somebody who is on the track. */
  lead?: string | undefined;
  /** A change whose proposal is tested; without it the program in force. */
  change?: string | undefined;
}

export interface TestSent {
  to: string;
  subject: string;
  track: { id: string; title: string };
  email: number;
  step: string;
  lead: { id: string; name: string | null };
  change?: { id: string; title: string };
  /** Where it is read, when it went into the embedded mailbox. */
  mailbox?: string;
}

/**
 * Throws `track.unknown`, `step.unknown`, `lead.unknown`, `change.unknown`, `test_send.lead_needed`, `test_send.too_many`,
 * and what rendering and sending throw.
 */
export type SendTest = (asked: TestAsked, person: { id: string }) => Promise<TestSent>;
