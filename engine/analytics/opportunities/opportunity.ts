import type { ContentRef, Edit, JourneyStage } from '../../program/schema.ts';
import type { Rate } from '../statistics/wilson.ts';

/** What is looked for, each in its own file of `detect/`. */
export const opportunityKinds = [
  'losing-step',
  'weak-email',
  'send-time',
  'threshold',
  'held-sends',
  'goal-unreached',
  'decided-experiment',
  'waiting-leads',
  'content-gap',
] as const;
export type OpportunityKind = (typeof opportunityKinds)[number];

/** One side of what was compared, or a share by itself. */
export interface EvidenceRate extends Rate {
  /** What it is a share of what: `left after this email`. */
  of: string;
}

export interface Difference {
  /** In shares: 0.02 is two points. */
  value: number;
  low: number;
  high: number;
}

export interface Evidence {
  rates: readonly EvidenceRate[];
  difference?: Difference;
  /** Of this comparison alone, and after Benjamini-Hochberg over all that was looked at; absent where none was made. */
  p?: number;
  adjusted?: number;
}

/** What may come of it in a month, if the assumption holds. */
export interface Effect {
  /** `fewer leads leave`, `more leads click`. */
  what: string;
  unit: 'leads' | 'emails';
  /** Of 30 days; null where nothing says how much. */
  value: number | null;
  low: number | null;
  high: number | null;
  assumption: string;
}

/** What would be done about it; `content` is looked for in the library by whoever may. */
export type Remedy =
  | { do: 'edits'; title: string; edits: readonly Edit[]; note?: string }
  /** Send something better at this step, or, failing that, pass over it. */
  | {
      do: 'swap';
      track: string;
      step: string;
      stage: JourneyStage;
      item: string;
      orTakeOut: boolean;
      /** Of clicks: what an experiment is planned by, where nothing is known of what is sent instead. */
      trial?: { rate: number; effect: number; leadsPerMonth: number };
    }
  /** A track for those who wait, with the best of the library. */
  | { do: 'win-back'; stage: JourneyStage }
  | { do: 'draft'; stage: JourneyStage; kind: string; audience: string | null }
  | { do: 'nothing'; because: string };

export interface Found {
  title: string;
  evidence: Evidence;
  effect: Effect;
  effort: 'low' | 'medium' | 'high';
  risk: 'low' | 'medium' | 'high';
  remedy: Remedy;
}

/**
 * Something that was looked at. All count as comparisons, also those that come to nothing: `p` is two-sided, null where
 * nothing is compared. `found`: what there is to say should it be clear, undefined when the difference is the other way
 * round or too small to matter.
 */
export interface Candidate {
  kind: OpportunityKind;
  /** What it is about, as a path of the program or a name. */
  subject: string;
  p: number | null;
  found?: Found;
}

/** What to send instead, approved, with why it is thought to be better. */
export interface Alternative {
  content: ContentRef;
  title: string;
  words: string;
  /** Some lead had it before. */
  isKnown: boolean;
}

export interface Opportunity extends Omit<Found, 'remedy'> {
  /** The same for the same finding and change: what is proposed is named by it. */
  id: string;
  kind: OpportunityKind;
  subject: string;
  /** What to file for approval, valid against the program in force; null where nothing can be prefilled: `note` says why. */
  change: { title: string; edits: readonly Edit[] } | null;
  /** A draft that the library could use, in words for `draft_email`. */
  draft?: { stage: JourneyStage; kind: string; audience: string | null };
  note: string;
}
