import type { AgentAnswer, ToolCallRecord } from '../../../../agent/agent.ts';
import type { AnswerFigures } from './figures.ts';
import { type LeadsShown, leadFigures } from './lead-figures.ts';
import { type PerformanceShown, performanceFigures } from './performance-figures.ts';

/** What each tool's output shows besides words. */
const shown: Readonly<Record<string, (output: never) => AnswerFigures>> = {
  analyse_performance: (output: PerformanceShown) => performanceFigures(output),
  query_leads: (output: LeadsShown) => leadFigures(output),
};

/**
 * The table and the chart that belong to an answer: those of what was looked at last. None beside a change, whose card
 * has its own, and none where what was looked at is a single number.
 */
export function figuresOf({ toolCalls, changes }: Pick<AgentAnswer, 'toolCalls' | 'changes'>): AnswerFigures {
  if (changes.length > 0) return {};
  const last = toolCalls.findLast((call) => call.name in shown && !failed(call));
  return last ? (shown[last.name]?.(last.output as never) ?? {}) : {};
}

function failed({ output }: ToolCallRecord): boolean {
  return typeof output !== 'object' || output === null || 'error' in output;
}
