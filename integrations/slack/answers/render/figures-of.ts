import type { AgentAnswer, ToolCallRecord } from '../../../../agent/agent.ts';
import type { AnswerFigures } from './figures.ts';
import { type LeadsAsked, type LeadsShown, leadFigures } from './lead-figures.ts';
import { type PerformanceShown, performanceFigures } from './performance-figures.ts';

/** What each tool's output shows besides words. */
const shown: Readonly<Record<string, (output: never, input: unknown) => AnswerFigures>> = {
  analyse_performance: (output: PerformanceShown) => performanceFigures(output),
  query_leads: (output: LeadsShown, input) => leadFigures(output, input as LeadsAsked),
};

/**
 * The table and the chart that belong to an answer: those of what was looked at last. None beside a change, whose card
 * has its own, and none where what was looked at is a single number.
 */
export function figuresOf({ toolCalls, changes }: Pick<AgentAnswer, 'toolCalls' | 'changes'>): AnswerFigures {
  if (changes.length > 0) return {};
  const last = toolCalls.findLast((call) => call.name in shown && !failed(call));
  return last ? (shown[last.name]?.(last.output as never, last.input) ?? {}) : {};
}

function failed({ output }: ToolCallRecord): boolean {
  return typeof output !== 'object' || output === null || 'error' in output;
}
