import type { Experiment } from '../../program/schema.ts';
import type { Interval, Rate, Share } from '../statistics/wilson.ts';

/** What an experiment is, as reading it needs it: declared, a split that names none, or the hold-out. */
export interface ReadableExperiment {
  id: string;
  title: string;
  hypothesis: string;
  /** What the arms differ in; null where nobody said. */
  element: string | null;
  /** The control first, the others by id. */
  arms: readonly { id: string; title: string; weight: number }[];
  metric: ExperimentMetric;
  guardrails: readonly Guardrail[];
  /** How long after it got its arm a lead's outcome counts. */
  windowMs: number;
  /** The longest track that it concerns, from the beginning to the end. */
  cycleMs: number;
  leadsPerArm: number;
  /** Whose goals count; empty: those of any track. */
  tracks: readonly string[];
  /** The arm that it was decided for. */
  decided?: string;
  declared: boolean;
}

export type ExperimentMetric = Experiment['metric'];
export type Guardrail = Experiment['guardrails'][number];

/** What came about in one arm on one day. */
export interface ArmDay {
  /** Since 1970, UTC. */
  day: number;
  arm: string;
  /** Leads that got the arm that day. */
  exposed: number;
  /** Leads whose window ended that day, and those of them who did it within. */
  matured: number;
  done: number;
  /** Leads to whom it happened first that day, of all that have the arm. */
  harmed: Readonly<Record<Guardrail, number>>;
}

/** How an arm does against the control. */
export interface Comparison {
  /** Of all leads counted so far; in shares, or null where it is about time. */
  difference: number | null;
  low: number | null;
  high: number | null;
  /** The test of one look, on the day that was planned; null before it. Corrected for the number of arms. */
  p: number | null;
  /** The test of as many looks as one likes; null where it is about time. Corrected likewise. */
  alwaysValid: ({ p: number } & Interval) | null;
  /** The difference as it stood at the end of each day, with the interval that holds at every look. */
  byDay: readonly ({ at: number; difference: number } & Interval)[];
  /** `better`, `worse`, or null: neither is shown. */
  shown: 'better' | 'worse' | null;
}

export interface GuardrailReading extends Share {
  guardrail: Guardrail;
  /** Always valid; null of the control. */
  p: number | null;
  /** More than in the control, and more than chance explains. */
  alarm: boolean;
}

export interface ArmReading {
  id: string;
  title: string;
  weight: number;
  control: boolean;
  /** Leads that got the arm. */
  exposed: number;
  /** Leads whose window has ended, and who of them did it. */
  outcome: Rate;
  /** Days until it happened, of those whose window has ended; absent but for times. */
  days?: { median: number | null; low: number | null; high: number | null };
  guardrails: readonly GuardrailReading[];
  /** Absent of the control. */
  against?: Comparison;
}

/** What there must be before anything is decided. */
export interface Requirements {
  /** Of the arm that has fewest. */
  leads: { have: number; need: number };
  days: { have: number; need: number };
  met: boolean;
}

export type VerdictKind =
  | 'empty'
  | 'broken'
  | 'guardrail'
  | 'not-enough'
  | 'better'
  | 'worse'
  | 'no-difference';

export interface Verdict {
  kind: VerdictKind;
  /** Whom it is about, where it is about one. */
  arm?: string;
  /** A sentence, without a full stop. */
  words: string;
  /** What to do, in a sentence. */
  next: string;
}
