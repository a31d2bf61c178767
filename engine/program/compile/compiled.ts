import type { Comparison, Condition } from '../condition/ast.ts';
import type { FeatureSpec } from '../condition/features.ts';
import type { Action, ContentRef, Policies, Program, Purpose, ScoringRule, Trigger } from '../schema.ts';
import type { Guards } from './compile-guards.ts';
import type { EventIndex } from './event-index.ts';

/**
 * A program made ready for `decide`: every condition parsed, every duration in milliseconds, every reference between
 * steps a position. Plain frozen data. Records have no prototype, so any text may be looked up in them.
 */
export interface CompiledProgram {
  readonly version: number;
  /** What it was compiled from. */
  readonly program: Program;
  readonly policies: Policies;
  /** The policies that guard sending, made ready. */
  readonly guards: Guards;
  /** Each after the segments its condition uses, else by id: one pass in this order settles all. */
  readonly segments: readonly CompiledSegment[];
  readonly segmentsById: Readonly<Record<string, CompiledSegment>>;
  /** By id within each event name. */
  readonly rules: EventIndex<CompiledRule>;
  /** By id. */
  readonly fit: readonly CompiledFitRule[];
  /** Every score model, sorted. */
  readonly models: readonly string[];
  /** The models that decay, by id. */
  readonly decays: readonly CompiledDecay[];
  /** Fields that are the score of a model which only this program has, with the model. */
  readonly scoreFields: Readonly<Record<string, string>>;
  /** By points, lowest first, then by id. */
  readonly thresholds: readonly CompiledThreshold[];
  /** Those that speak of an arriving event, by id within each event name. */
  readonly triggers: EventIndex<CompiledTrigger>;
  /** Those that speak of the lead alone and fire when their condition comes to hold, by id. */
  readonly stateTriggers: readonly CompiledTrigger[];
  /** All, by id: for delayed ones, when their time comes. */
  readonly triggersById: Readonly<Record<string, CompiledTrigger>>;
  /** By id. */
  readonly tracks: readonly CompiledTrack[];
  /** By priority, highest first, then by id: the order in which entries are tried. The same array when none is set. */
  readonly tracksByPriority: readonly CompiledTrack[];
  /** Those with a wait-for. */
  readonly waitingTracks: readonly CompiledTrack[];
  /** The tracks of each group, by id. */
  readonly groups: Readonly<Record<string, readonly CompiledTrack[]>>;
  readonly tracksById: Readonly<Record<string, CompiledTrack>>;
  readonly cadences: Readonly<Record<string, CompiledCadence>>;
  /** Those that the program declares. */
  readonly experiments: Readonly<Record<string, CompiledExperiment>>;
  /** Of these the ones that give a lead its arm as soon as a condition holds, by id. */
  readonly populations: readonly CompiledPopulation[];
  /** Fields that are the lead's arm, each with what it is remembered by; `decided` for every lead. */
  readonly armFields: Readonly<Record<string, { readonly key: string; readonly decided?: string }>>;
  readonly holdout?: CompiledHoldout;
  /** The arms of each split and declared experiment, by its key (see split-key.ts). */
  readonly splits: Readonly<Record<string, readonly string[]>>;
  /** The segments in which a condition counts the leads of an account, each with what the numbers are compared with. */
  readonly stakeholders: Readonly<Record<string, readonly CountComparison[]>>;
  readonly timed: Timed;
  /** Every count that any condition asks for, once per key, as wide as its widest window. */
  readonly features: Readonly<Record<string, FeatureSpec>>;
  /** A condition speaks of `session_start`, so the visits of a lead are told apart by session. */
  readonly asksForSessions: boolean;
  /** The counts that an event of this name may raise, by key. */
  readonly featuresByEvent: Readonly<Record<string, readonly FeatureSpec[]>>;
}

/** The conditions of a program that time alone can change; all others need no timer. */
export interface Timed {
  /** Of segments, fit rules, and triggers that speak of the lead alone. */
  readonly always: readonly Condition[];
  readonly tracks: readonly {
    readonly track: CompiledTrack;
    readonly entry: readonly Condition[];
    readonly endings: readonly Condition[];
    /** What a wait-for waits for, by the step's id. */
    readonly waits: Readonly<Record<string, Condition>>;
  }[];
  /** What ends a cadence, by its id. */
  readonly cadences: Readonly<Record<string, Condition>>;
  /** What gives a lead its arm, while it has none. */
  readonly populations: readonly CompiledPopulation[];
}

export interface CountComparison {
  readonly is: Comparison;
  readonly value: number;
}

interface CompiledSegment {
  readonly id: string;
  readonly title: string;
  readonly when: Condition;
}

export interface CompiledRule {
  readonly id: string;
  readonly title: string;
  readonly when: Condition;
  readonly points: number;
  readonly cap?: ScoringRule['cap'];
  readonly model: string;
}

export interface CompiledFitRule {
  readonly id: string;
  readonly title: string;
  readonly when: Condition;
  readonly points: number;
  readonly model: string;
}

export interface CompiledDecay {
  readonly model: string;
  readonly percent: number;
  readonly everyMs: number;
}

interface CompiledThreshold {
  readonly id: string;
  readonly title: string;
  /** Absent: the total. */
  readonly model?: string;
  readonly at: number;
  /** At most `at`. */
  readonly below: number;
  readonly when?: Condition;
  readonly actions: readonly Action[];
  readonly down: readonly Action[];
}

export interface CompiledTrigger {
  readonly id: string;
  readonly title: string;
  readonly when: Condition;
  /** 0: at once. */
  readonly afterMs: number;
  /** Waits for the lead's next marketing email instead. */
  readonly atNextSend: boolean;
  readonly cooldownMs: number;
  readonly once?: Trigger['once'];
  readonly actions: readonly Action[];
}

export interface CompiledCadence {
  readonly id: string;
  readonly percent: number;
  readonly forMs?: number;
  readonly until?: Condition;
}

export interface CompiledExperiment {
  readonly id: string;
  /** By id. */
  readonly arms: readonly Share[];
  readonly control: string;
  readonly hasPopulation: boolean;
  readonly decided?: string;
}

export interface CompiledPopulation {
  readonly id: string;
  readonly when: Condition;
  readonly arms: readonly Share[];
}

interface CompiledHoldout {
  readonly arms: readonly Share[];
  readonly except?: Condition;
}

/** An arm, and the weight of its share. */
export interface Share {
  readonly id: string;
  readonly weight: number;
}

export interface CompiledTrack {
  readonly id: string;
  readonly title: string;
  readonly stage: Program['tracks'][string]['stage'];
  readonly entry?: Condition;
  /** A number: again when this many milliseconds have passed since the last enrolment ended. */
  readonly reentry: 'never' | 'always' | number;
  readonly goal?: Condition;
  /** By id. */
  readonly exits: readonly { readonly id: string; readonly when: Condition }[];
  readonly priority: number;
  readonly group?: string;
  readonly steps: readonly CompiledStep[];
  /** Step id to its place in `steps`. */
  readonly position: Readonly<Record<string, number>>;
}

interface StepBase {
  readonly id: string;
}
/** `to` and `otherwise` are places in `steps`; the place after the last step ends the track. */
export type CompiledStep =
  | (StepBase & { readonly kind: 'email'; readonly content: ContentRef; readonly purpose: Purpose })
  | CompiledWait
  | CompiledWaitFor
  | (StepBase & {
      readonly kind: 'branch';
      readonly cases: readonly { readonly when: Condition; readonly to: number }[];
      readonly otherwise: number;
    })
  | CompiledSplit
  | (StepBase & { readonly kind: 'action'; readonly action: Action })
  | (StepBase & { readonly kind: 'exit'; readonly reason: string });

/** Exactly one: from the moment the step is reached, from the beginning of the enrolment, a time of day, a date. */
export interface CompiledWait extends StepBase {
  readonly kind: 'wait';
  readonly forMs?: number;
  readonly untilMs?: number;
  readonly untilTime?: UntilTime;
  readonly untilDate?: UntilDate;
}

export interface CompiledWaitFor extends StepBase {
  readonly kind: 'wait-for';
  readonly when: Condition;
  readonly withinMs: number;
  readonly to: number;
  readonly otherwise: number;
}

export interface UntilTime {
  /** ISO numbers, Monday being 1; absent: any day. */
  readonly days?: readonly number[];
  readonly time: ClockTime;
  /** The program's clock for every lead; absent: the lead's own. */
  readonly zone?: 'program';
}
export interface UntilDate {
  readonly field: string;
  readonly offsetDays: number;
  readonly time?: ClockTime;
}
interface ClockTime {
  readonly hour: number;
  readonly minute: number;
}

export interface CompiledSplit extends StepBase {
  readonly kind: 'split';
  /** See split-key.ts. */
  readonly key: string;
  readonly arms: readonly (Share & { readonly to: number })[];
}
