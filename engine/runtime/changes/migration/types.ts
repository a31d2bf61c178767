import type { Instant, LeadId } from '../../../core/types.ts';

/** What becomes of a lead in flight on one track as a change reaches it. */
export interface LeadMigration {
  lead: LeadId;
  track: string;
  /** Where it stands now. */
  step: string;
  /**
   * `kept` at its step; `goes_on` from it at once, as the step is due under the change; `moved` to another because its
   * own goes away; `ended`.
   */
  becomes: 'kept' | 'goes_on' | 'moved' | 'ended';
  /** Where it goes on, or has gone on to. */
  to?: string;
  /** When it does something next; absent where no time is set, as for what is held. */
  next?: Instant;
  /** Why it ended: `removed`, `goal`, `exit:ID`, `finished`, ... */
  reason?: string;
}

/** A lead in flight, with what is cancelled, and sent, as the change reaches it. */
export interface MigratedLead {
  lead: LeadId;
  tracks: readonly LeadMigration[];
  cancelled: Cancelled;
  /** Emails that are decided as the change reaches it. */
  sends: number;
  /** Deciding fails, so the lead is parked: why. */
  fault?: string;
}

export interface Cancelled {
  /** Queued emails that will not leave. */
  emails: number;
  /** Emails and actions that were held back and are not done any more. */
  held: number;
  /** Delayed actions of triggers that go away. */
  delayed: number;
}

/** The migration of all leads in flight on the tracks that the change touches; scaled up where not all were decided for. */
export interface PlanMigration {
  /** Leads in flight on these tracks. */
  leads: number;
  /** Of them, those that were decided for. */
  decided: number;
  /** By track and by the step where they stand, in order of both. */
  steps: readonly MigratedStep[];
  cancelled: Cancelled;
  /** Emails that are decided as the change reaches them. */
  sends: number;
  /** Leads for which deciding fails; absent when there is none. */
  failing?: number;
}

export interface MigratedStep {
  track: string;
  step: string;
  leads: number;
  kept: number;
  goesOn: number;
  moved: readonly { to: string; leads: number }[];
  ended: readonly { reason: string; leads: number }[];
}

/** Some of the leads in flight; `next` is where the following ones begin, absent with the last. */
export interface MigrationPage {
  leads: readonly MigratedLead[];
  next?: LeadId;
}
