import type { CompiledProgram } from '../program/compile/compile.ts';
import type { Condition } from '../program/condition/ast.ts';
import type { Purpose } from '../program/schema.ts';
import type { DraftView } from './draft-view.ts';
import type { Input, Instant, LeadState } from './types.ts';

/** What a decision weighed and acted on. */
export type Weighed =
  /**
   * A condition that held. `of`: `entry:TRACK`, `goal:TRACK`, `exit:TRACK/EXIT`, `trigger:ID`, a scoring rule, `fit:ID`,
   * `segment:ID`, `threshold:ID`, `experiment:ID` (its population), or `step:TRACK/STEP` of a branch or a wait-for.
   */
  | { what: 'condition'; of: string; when: Condition }
  /** An email step that is due; what comes of it the trace says. `since`: when the step was reached. */
  | { what: 'email'; track: string; step: string; purpose: Purpose; since: Instant };

/** A decision half made, as it looks at the moment of weighing. */
export interface Weighing {
  readonly program: CompiledProgram;
  readonly input: Input;
  readonly at: Instant;
  readonly lead: LeadState;
  readonly view: DraftView;
  /** Instants of the marketing emails that this decision sends. */
  readonly sent: readonly Instant[];
}

/**
 * Told of what a decision weighs, at the very moment. It is for explanations only: it must write nothing, and a decision
 * is the same with and without it.
 */
export type Watch = (weighed: Weighed, weighing: Weighing) => void;

/** Tells the watch of a condition that held. */
export function saw(weighing: Weighing & { readonly watch?: Watch }, of: string, when: Condition): void {
  weighing.watch?.({ what: 'condition', of, when }, weighing);
}
