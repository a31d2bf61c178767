export interface FlowStep {
  id: string;
  title: string;
  /** In a word: email, wait, branch, split, task, exit. */
  kind: string;
  /** Enrolments that came to it. */
  reached: number;
  /** Of those, how many stand there still, ended there by reaching the goal, and ended there without. */
  here: number;
  goal: number;
  left: number;
}

/** A way from a step to another, and how many enrolments took it. */
export interface FlowWay {
  from: string;
  to: string;
  count: number;
  /** Why this way: an arm of a split, the case of a branch, "in time". */
  name?: string;
}

/** How those who were enrolled in a track went through it. */
export interface TrackFlowData {
  title: string;
  /** Who is counted, in the plural: leads. */
  unit: string;
  /** In the order of the track. */
  steps: readonly FlowStep[];
  ways: readonly FlowWay[];
}
