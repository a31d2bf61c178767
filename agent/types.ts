import type { Person, Via } from '../engine/runtime/changes/types.ts';
import type { Finding } from '../knowledge/grounding/check.ts';
import type { BudgetCode } from './budgets/errors.ts';

/** One message of a person, with everything the turn may know about them. Never taken from the message itself. */
export interface AgentRequest {
  person: Person;
  via: Via;
  /** Where the conversation takes place: console, cli, slack:<channel>:<thread>. One conversation per person and place. */
  place: string;
  text: string;
  /**
   * Names the turn: asked again under it, because whoever asked died before they had the answer, it gives the answer that
   * the conversation has by now, and what was filed is not filed again. Absent: nobody asks again.
   */
  turn?: string;
  /**
   * The person themselves wrote it, in a session of their own or at a terminal, and no program in their name: only then
   * is anything kept or forgotten of what they say about themselves.
   */
  inPerson?: boolean;
  /** Sources of foreign text that may steer the question itself, besides those the conversation has seen. */
  tainted?: readonly string[];
  /** Milliseconds since the epoch. */
  now: number;
  /** Ends the turn early, e.g. when the person has gone. */
  signal?: AbortSignal;
}

export interface ToolCallRecord {
  name: string;
  input: unknown;
  /** The tool's output, or `{ error: { code, message, faults } }`. */
  output: unknown;
}

export interface Citation {
  /** The [n] of the text. */
  n: number;
  item: string;
  version: number;
  /** Offsets into the item's body in code points, end exclusive. */
  start: number;
  end: number;
  title: string;
  /** Heading path within the item; empty above the first heading. */
  heading: string;
  /** Of the source, where it has pages. */
  page?: number;
  /** Title, section and page in words. */
  place: string;
  /** The page of ours that shows the passage, marked. */
  url: string;
}

export interface AgentAnswer {
  text: string;
  /** What answered: `openai:NAME`, `openai-compatible:NAME`, `trellis:interpreter`; several with commas. */
  model: string;
  toolCalls: ToolCallRecord[];
  /** Ids of the changes the turn filed. */
  changes: string[];
  /** What the text cites. */
  citations: Citation[];
  /** What the text said without a source that bears it out; the text has a note at each of them. */
  findings: Finding[];
  /** Sources of foreign text that the conversation has seen by now. */
  tainted: string[];
  /** Present when the turn did not end by itself: why the answer is partial. */
  partial?: PartialReason;
}

/** Codes of why a turn ended early. */
export type PartialReason =
  | BudgetCode
  | 'model.step_limit'
  | 'model.looping'
  | 'model.cut_off'
  | 'model.too_long'
  | 'model.refused'
  | 'model.empty'
  | 'model.timeout'
  | 'model.rate_limited'
  | 'model.unauthorised'
  | 'model.unavailable'
  | 'model.failed'
  | 'turn.aborted';

export type AgentEvent =
  | { type: 'text'; delta: string }
  | { type: 'tool-call'; name: string; input: unknown }
  | { type: 'tool-result'; name: string; output: unknown }
  /** Last; its text is the whole answer and may differ from the deltas when the turn ended early. */
  | { type: 'answer'; answer: AgentAnswer };
