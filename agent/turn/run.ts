import { isStepCount, ToolLoopAgent } from 'ai';
import { instructions } from '../instructions.ts';
import { notesSection } from '../memories/section.ts';
import { toolSet } from './tool-set.ts';
import type { OpenTurn, TurnOptions } from './types.ts';

/** The second step of a turn: the loop of model calls and tools that answers it. */
export async function turnLoop(
  options: TurnOptions,
  { request, context, memories, record, span }: OpenTurn,
): Promise<ToolLoopAgent> {
  return new ToolLoopAgent({
    model: await options.models.forTurn(options.services, request.now, {
      purpose: 'answer',
      personId: request.person.id,
      onAnswer: (model) => {
        if (!record.answeredBy.includes(model)) record.answeredBy.push(model);
      },
    }),
    instructions: instructions(context) + notesSection(memories),
    tools: toolSet(options.tools, context, record, (tool, error) =>
      options.log?.('A tool failed', { tool, error }),
    ),
    stopWhen: [isStepCount(options.maxSteps), () => record.asked.looping],
    maxOutputTokens: options.maxOutputTokens,
    telemetry: span.telemetry,
    // Each model has retries of its own.
    maxRetries: 0,
    // The SDK would print the provider's words; `rescue` logs them once instead.
    onError: () => undefined,
    // The provider is asked to keep nothing of the conversation.
    providerOptions: { openai: { store: false } },
  });
}
