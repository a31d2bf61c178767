import type { Period } from '../period.ts';
import type { Figure } from './figure.ts';
import type { PerformanceQuery } from './query.ts';

/** Everything of a period, with the period before. Every figure of it was read at one moment. */
export interface Dashboard {
  /** Until when the log is counted in, ms. */
  asOf: number;
  /** Some of the log before `asOf` is still to be counted. */
  backlog: boolean;
  period: Period;
  before: Period;
  /** What it was narrowed to, by name of the filter; a condition as its text. */
  filters: Readonly<Partial<Record<Exclude<keyof PerformanceQuery, keyof Period>, string>>>;
  overall: Figure[];
  /** By journey stage, in their order. */
  stages: { stage: string; figures: Figure[] }[];
  content: Content;
  segments: SegmentFigures[];
  velocity: Velocity;
  /** Open pipeline, revenue, deal size, win rate. */
  pipeline: Figure[];
  /** Delivery, bounces, unsubscribes, complaints. */
  deliverability: Deliverability;
  /** By reason, most frequent first. */
  held: HeldSends[];
  cohorts: Cohorts;
  funnel: { lifecycle: FunnelStep[]; track?: FunnelStep[] };
  /** What a reader should know of these figures, in sentences. */
  notes: string[];
}

export interface Content {
  /** Of all emails of the answer: what single items are held against. */
  library: { engagement: Figure; progression: Figure };
  /** Best first, at most five. */
  top: ContentFigures[];
  /** Worst first, at most five; only those clearly below the library's rate. */
  under: ContentFigures[];
}

export interface ContentFigures {
  item: string;
  /** Click rate of the emails that carried it. */
  engagement: Figure;
  /** Progression after those emails. */
  progression: Figure;
  /** Leads that took it up by themselves, and of those who moved on within 14 days. */
  taken: { leads: number; progressed: number };
}

export interface SegmentFigures {
  segment: string;
  /** Time from MQL to SQL, pieces per stay, progression, deal size. */
  figures: (Figure & { against: Against })[];
}

/** Against the leads that are not in the segment. */
export interface Against {
  value: number | null;
  denominator: number;
  /** In the unit; null where one of the two says nothing. */
  difference: number | null;
  /** More than chance explains, among all comparisons of the answer (Benjamini-Hochberg). */
  clear: boolean;
}

/** How fast leads get on with nurturing and without. */
export interface Velocity {
  nurtured: Figure;
  others: Figure;
  /** How much less time half of the nurtured took, as a share of the time of the others; negative: more. */
  faster: number | null;
  /** 95 % interval of `faster`; null where one of the medians has none. */
  within: { low: number; high: number } | null;
  clear: boolean;
  /** `causal` only where a hold-out shared the leads out by chance. */
  basis: 'causal' | 'associative';
  /** The basis in a sentence. */
  words: string;
}

export interface Deliverability {
  figures: Figure[];
  /** Of the bounces; those of which nobody said are in neither. */
  hard: number;
  soft: number;
}

export interface HeldSends {
  what: 'hold' | 'drop';
  reason: string;
  sends: number;
  leads: number;
}

export interface Cohorts {
  /** How long a cohort's arrivals are taken together. */
  step: 'week' | 'month';
  /** The lifecycle stage that was reached, or a later one. */
  stage: string;
  /** Oldest first. */
  cohorts: {
    from: number;
    leads: number;
    /** How many had reached it within so many weeks of coming, by weeks from 1, as far as all have had that long. */
    reached: number[];
  }[];
}

/** A step of a funnel: how many came so far, and the share of the step before that did not. */
export interface FunnelStep {
  id: string;
  count: number;
  /** 0-1; null at the first step and where the step before has too few. */
  dropOff: number | null;
}
