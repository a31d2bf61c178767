import type { MetricId } from '../../engine/analytics/metrics/definitions.ts';
import type { LiveVocabulary } from '../vocabulary.ts';
import type { Utterance } from './words/utterance.ts';

export interface ToolRequest {
  name: string;
  input: Record<string, unknown>;
}

/** What to do about a message: call tools and say `notes` with their answer, or just say something. */
export type Plan = { calls: ToolRequest[]; notes?: string[]; only?: Only } | { say: string };

/** What a question was about; the answer says no more of what the tool gave. */
export type Only =
  /** Whether these tracks are halted, by id; none: whatever is halted. */
  | { halts: readonly string[] }
  /** Ids of scoring rules and thresholds. */
  | { scoring: readonly string[] }
  /** Ids of figures. */
  | { metrics: readonly MetricId[] };

/** One exchange of the past, oldest first. */
export interface Exchange {
  asked: string;
  calls: { name: string; input: unknown; output: unknown }[];
  answered: string;
}

export interface World {
  vocabulary: LiveVocabulary;
  history: readonly Exchange[];
}

/** Reads one kind of request; undefined when the message is not of that kind. */
export type Intent = (utterance: Utterance, world: World) => Plan | undefined;
