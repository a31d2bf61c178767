import type { Instant, LeadId } from '../../../core/types.ts';
import type { Program } from '../../../program/schema.ts';

/**
 * What happens within the next days when nothing arrives from outside and leads answer their emails as usual, in the
 * program in force and in the proposed one. Scaled up where not all leads were run ahead.
 */
export interface PlanAhead {
  /** Leads that were run ahead, of all there are. */
  leads: number;
  of: number;
  periods: readonly { days: number; base: AheadFigures; proposed: AheadFigures }[];
}

/** Leads that do so at least once, but for `emails`. */
export interface AheadFigures {
  entering: number;
  /** Of a track, in whatever way they end it. */
  leaving: number;
  /** To another journey or lifecycle stage. */
  moving: number;
  emailed: number;
  /** Emails that are decided. */
  emails: number;
}

/** `ids` stand for `of` leads: all of them, or those whose ids end lowest, which say nothing else of them. */
export interface LeadSample {
  of: number;
  ids: readonly LeadId[];
}

export interface AheadInput {
  proposed: Program;
  now: Instant;
  /** What is halted now, and once the change is in force; sorted. */
  halted: { base: readonly string[]; proposed: readonly string[] };
  /** Leads that the change enrols, by track. */
  enrolled: readonly { track: string; leads: readonly LeadId[] }[];
  /** Whom to run. */
  samples: readonly LeadSample[];
}
