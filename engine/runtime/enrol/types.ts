import type { LeadId } from '../../core/types.ts';

/** Leads that a change names for a track. */
export interface NamedEnrolment {
  track: string;
  leads: readonly LeadId[];
}

/** What becomes of the leads that a change names for one track. */
export interface EnrolledTrack {
  track: string;
  /** As many as the change names. */
  named: number;
  /** Those that enter. */
  entering: readonly LeadId[];
  /** Of those entering: suppressed, whom no email reaches; and those that named leads were merged into. */
  suppressed: number;
  merged: number;
  /**
   * By reason the named leads that do not enter: `erased`, `parked`, `fails` (deciding for it does), `named_twice` (it
   * lives on in a lead that is named too), or what the engine says (see core/tracks/enrol.ts).
   */
  refused: Readonly<Record<string, readonly LeadId[]>>;
}

/** What a plan says of the leads that the change names for one track. */
export interface EnrollingTrack {
  track: string;
  named: number;
  /** Of those named, or merged into another since, how many enter. */
  entering: number;
  /** Of those entering: suppressed, whom no email reaches. */
  suppressed: number;
  /** Of those entering, how many stand for a named lead that was merged into them. */
  merged: number;
  /** Of those entering: active on which other track now; sent one of the track's items before. */
  alsoOn: Readonly<Record<string, number>>;
  repeated: number;
  /** Named leads that do not enter, by reason (see `EnrolledTrack`): how many, and some of their ids. */
  refused: Readonly<Record<string, { leads: number; ids: readonly string[] }>>;
}
