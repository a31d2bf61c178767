import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4FinishReason,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';
import type { LiveVocabulary } from '../vocabulary.ts';
import type { Progress } from './clauses/walk.ts';
import { createResponder } from './respond.ts';

/**
 * The embedded interpreter: a language model without a network, a key or chance. It understands requests of the
 * domain through a grammar over the vocabulary of the turn, calls the same tools as any model, and words their outputs.
 */
export function createInterpreter(vocabulary: LiveVocabulary): LanguageModelV4 {
  const respond = createResponder(vocabulary);
  const answer = (options: LanguageModelV4CallOptions) => {
    const content = contentOf(options, respond(options.prompt));
    const calls = content.some((part) => part.type === 'tool-call');
    const finishReason: LanguageModelV4FinishReason = {
      unified: calls ? 'tool-calls' : 'stop',
      raw: undefined,
    };
    return { content, finishReason, usage: usageOf(options, content), warnings: [] };
  };
  return {
    specificationVersion: 'v4',
    provider: 'trellis',
    modelId: 'interpreter',
    supportedUrls: {},
    doGenerate: async (options) => answer(options),
    doStream: async (options) => ({ stream: streamOf(answer(options)) }),
  };
}

function contentOf({ prompt }: LanguageModelV4CallOptions, response: Progress): LanguageModelV4Content[] {
  if ('text' in response) return [{ type: 'text', text: response.text }];
  const place = prompt.length;
  return response.calls.map(({ name, input }, index) => ({
    type: 'tool-call',
    toolCallId: `call-${place}-${index + 1}`,
    toolName: name,
    input: JSON.stringify(input),
  }));
}

function streamOf(answer: {
  content: LanguageModelV4Content[];
  finishReason: LanguageModelV4FinishReason;
  usage: LanguageModelV4Usage;
}): ReadableStream<LanguageModelV4StreamPart> {
  const parts: LanguageModelV4StreamPart[] = [
    { type: 'stream-start', warnings: [] },
    { type: 'response-metadata', modelId: 'interpreter' },
    ...answer.content.flatMap((part, index) => partsOf(part, String(index))),
    { type: 'finish', finishReason: answer.finishReason, usage: answer.usage },
  ];
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });
}

function partsOf(part: LanguageModelV4Content, id: string): LanguageModelV4StreamPart[] {
  if (part.type === 'text') {
    const lines = part.text.split(/(?<=\n)/);
    return [
      { type: 'text-start', id },
      ...lines.map((delta): LanguageModelV4StreamPart => ({ type: 'text-delta', id, delta })),
      { type: 'text-end', id },
    ];
  }
  if (part.type !== 'tool-call') return [];
  return [
    { type: 'tool-input-start', id: part.toolCallId, toolName: part.toolName },
    { type: 'tool-input-delta', id: part.toolCallId, delta: part.input },
    { type: 'tool-input-end', id: part.toolCallId },
    part,
  ];
}

/** It has no tokens; for budgets and comparison they are counted at four characters each. */
function usageOf(
  options: LanguageModelV4CallOptions,
  content: readonly LanguageModelV4Content[],
): LanguageModelV4Usage {
  const input = Math.ceil(JSON.stringify(options.prompt).length / 4);
  const output = Math.ceil(JSON.stringify(content).length / 4);
  return {
    inputTokens: { total: input, noCache: input, cacheRead: 0, cacheWrite: 0 },
    outputTokens: { total: output, text: output, reasoning: 0 },
  };
}
