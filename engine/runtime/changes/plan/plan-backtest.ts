/**
 * The proposed program and the one in force, run over the recorded inputs of a period (see
 * engine/backtest/compare). A figure's `proposed` has both bounds on how leads would answer emails that were never
 * sent: nobody does, and as many as did of comparable emails. Plans that were filed by an earlier release lack the
 * optional parts; of these only rows that differ between the programs are kept.
 */
export interface PlanBacktest {
  from: number;
  to: number;
  /** The version that stood for the program in force. */
  version: number;
  /** Leads run, of all there are; leads whose path differs. */
  leads: number;
  of: number;
  changed: number;
  figures: readonly (Compared & {
    of: 'emails' | 'enrolments' | 'goals' | 'mql' | 'sql';
    /** What really happened; how near `base` is to it is the backtest's own error. */
    recorded: number;
  })[];
  /** How often a step came to be held, by reason. */
  held?: readonly (Compared & { reason: string })[];
  /** Leads by their score at the end, in bands of `scoreBand` points from `from` on. */
  scores?: readonly (Compared & { from: number })[];
  scoreBand?: number;
  tracks?: readonly TrackCompared[];
  /** By segment the leads are in at the end. */
  segments?: readonly SegmentCompared[];
  /** When leads come to a lifecycle stage, where no email is answered that was not sent. */
  dates?: readonly DatesCompared[];
  /** Ids of some leads whose path differs. */
  samples: readonly string[];
  /** From where their paths part. */
  paths?: readonly { lead: string; base: readonly PathStep[]; proposed: readonly PathStep[] }[];
}

export interface Compared {
  base: number;
  proposed: readonly [none: number, observed: number];
}

/** Without the figures that are the same. */
export interface TrackCompared {
  track: string;
  title: string;
  emails?: Compared;
  enrolments?: Compared;
  goals?: Compared;
  exits?: Compared;
  /** Holds, whatever their reason. */
  held?: Compared;
}

export interface SegmentCompared {
  segment: string;
  title: string;
  leads?: Compared;
  emails?: Compared;
  /** The mean of their scores, with one decimal. */
  score?: Compared;
}

export interface DatesCompared {
  stage: string;
  earlier: number;
  later: number;
  new: number;
  gone: number;
  /** Of those earlier or later, negative when earlier; null when there are none. */
  medianDays: number | null;
}

/** What happens on a path: a lead `did` something about `what` (see engine/backtest/compare/path-entry.ts). */
export interface PathStep {
  at: number;
  did: string;
  what: string;
  /** The title of a track. */
  title?: string;
  detail?: string;
}
