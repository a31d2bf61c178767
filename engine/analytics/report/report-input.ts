import type { Dashboard } from '../metrics/dashboard.ts';

/** What ids are called; an id that is not in the program any more is its own name. */
export type NameOf = (kind: 'track' | 'segment' | 'item', id: string) => string;

/** An experiment as the report tells of it. */
export interface ReportExperiment {
  title: string;
  /** `running`, `decided`, … */
  status: string;
  /** In a sentence. */
  verdict: string;
  /** What the verdict stands on: figures by arm, problems. */
  lines: readonly string[];
  /** Its drawing, by kind. */
  chart?: string;
  href?: string;
}

/** A suggestion as the report tells of it, the most worthwhile first. */
export interface ReportOpportunity {
  title: string;
  evidence: string;
  /** What it might bring, with its interval and how that was estimated. */
  effect: string;
  href?: string;
}

/** What a report says, wherever it is shown. */
export interface ReportInput {
  dashboard: Dashboard;
  nameOf: NameOf;
  /** The busiest tracks, whose flows are drawn. */
  tracks?: readonly string[];
  experiments?: readonly ReportExperiment[];
  opportunities?: readonly ReportOpportunity[];
  /** The company is the generated one. */
  demo: boolean;
}
