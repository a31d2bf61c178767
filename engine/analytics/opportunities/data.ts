import type { Program } from '../../program/schema.ts';
import type { ExperimentReading } from '../experiments/read-experiment.ts';

/** A marketing email that was delivered, and what came of it within the days that count. */
export interface SentEmail {
  /** Numbers from 0, one a lead. */
  lead: number;
  track: string;
  step: string;
  item: string;
  /** Where the lead stood on its journey. */
  stage: string;
  /** The lead's clock at the sending: 0-23, and 1-7 from Monday. */
  hour: number;
  weekday: number;
  clicked: boolean;
  /** Unsubscribed, or complained. */
  lost: boolean;
  /** Moved to a later stage. */
  progressed: boolean;
}

/** A lead that a threshold handed on, long enough ago to tell what became of it. */
export interface HandOff {
  threshold: string;
  /** The score that the threshold looks at, when it was crossed. */
  score: number;
  /** Came to a later stage of the lifecycle within the days that count. */
  converted: boolean;
}

/** What happened, of which share of leads, in how many days. Made by `gather`, and by tests. */
export interface OpportunityData {
  program: Program;
  days: number;
  /** 0-1: of all leads those that were looked at. */
  share: number;
  emails: readonly SentEmail[];
  handOffs: readonly HandOff[];
  /** By threshold: leads that came near it, to `from` points, and not to it, and those who came further all the same. */
  nearMisses: readonly { threshold: string; from: number; leads: number; converted: number }[];
  /** Days in which the hand-offs happened. */
  handOffDays: number;
  /** By what holds emails: how many were held by it, of how many leads. */
  holds: readonly { reason: string; held: number; leads: number }[];
  /** Emails that were due: sent, or given up. */
  due: number;
  /** Enrolments that began long enough ago, those that reached the goal, and those whose lead came to a later stage. */
  goals: readonly { track: string; enrolled: number; reached: number; progressed: number }[];
  /** Leads that may be sent email, and of those who did nothing for `idleDays` and are on no track. */
  mailable: number;
  waiting: number;
  /** What the library lacks, as it says itself. */
  gaps: readonly ContentGap[];
  /** How the experiments of the program stand. */
  experiments: readonly ExperimentReading[];
}

export interface ContentGap {
  stage: Program['tracks'][string]['stage'];
  kind: string;
  /** Null: all leads. */
  audience: string | null;
  leads: number;
  words: string;
}

/** A lead is idle that visited, clicked and took up nothing for so long. */
export const idleDays = 60;
/** What became of a hand-off is told after so long. */
export const handOffDays = 60;
