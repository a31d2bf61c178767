/** A part of a plan as people read it. */
export interface PlanSection {
  heading: string;
  lines: readonly string[];
  /** What stands behind the section before it: where room is short, it is left to the page of the change. */
  detail?: true;
}
