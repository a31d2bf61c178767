import type { MetricId } from '../../engine/analytics/metrics/definitions.ts';
import type { LiveVocabulary } from '../vocabulary.ts';
import type { Utterance } from './words/utterance.ts';

export interface ToolRequest {
  name: string;
  input: Record<string, unknown>;
}

/** What to do about a message: call tools and say `notes` with their answer, or just say something. */
export type Plan = ({ calls: ToolRequest[]; notes?: string[]; only?: Only } | { say: string }) & {
  /** Words of the message that this reading makes no use of; absent: none. The reading that leaves least wins. */
  unread?: readonly string[];
  /** It asks for something, and the next message is read as the answer. */
  asks?: Asked;
  /** The message in full, where it was read together with what was said before. */
  readAs?: string;
};

/** What a question of ours waits for. */
export interface Asked {
  /** What may be meant, as a person would say it; “the first” and “yes” choose among them. */
  choices?: readonly string[];
  /** The words of the message that a choice stands in for; absent: it is read beside them. */
  instead?: string;
  /** What a bare number counts: “30” is 30 points. */
  unit?: 'points' | 'weeks' | 'th email';
}

/** What a question was about; the answer says no more of what the tool gave. */
export type Only =
  /** Whether these tracks are halted, by id; none: whatever is halted. */
  | { halts: readonly string[] }
  /** Ids of scoring rules and thresholds. */
  | { scoring: readonly string[] }
  /** Names of policies. */
  | { policies: readonly string[] }
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

/** Tools that file, send or stop nothing; every other one is taken for a write. */
const reading: ReadonlySet<string> = new Set([
  'query_leads',
  'show_program',
  'explain_lead',
  'analyse_performance',
  'read_experiments',
  'search_content',
  'recommend_content',
  'simulate_lead',
  'show_changes',
]);

export function writes(plan: Plan): boolean {
  return 'calls' in plan && plan.calls.some(({ name }) => !reading.has(name));
}
