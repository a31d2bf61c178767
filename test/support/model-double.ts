import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4Content } from '@ai-sdk/provider';

/** A model that says and calls what `contentOf` makes of what it is sent, whole or streamed in pieces of seven characters. */
export function modelDouble(
  modelId: string,
  contentOf: (options: LanguageModelV4CallOptions) => LanguageModelV4Content[],
): LanguageModelV4 {
  const answer = (options: LanguageModelV4CallOptions) => {
    const content = contentOf(options);
    const calls = content.some(({ type }) => type === 'tool-call');
    return {
      content,
      finishReason: { unified: calls ? ('tool-calls' as const) : ('stop' as const), raw: undefined },
      usage: {
        inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
        outputTokens: { total: 1, text: 1, reasoning: 0 },
      },
      warnings: [],
    };
  };
  return {
    specificationVersion: 'v4',
    provider: 'test',
    modelId,
    supportedUrls: {},
    doGenerate: async (options) => answer(options),
    doStream: async (options) => {
      const { content, finishReason, usage } = answer(options);
      return {
        stream: new ReadableStream({
          start(controller) {
            controller.enqueue({ type: 'stream-start', warnings: [] });
            for (const [index, part] of content.entries()) {
              const id = String(index);
              if (part.type === 'tool-call') controller.enqueue(part);
              if (part.type !== 'text') continue;
              controller.enqueue({ type: 'text-start', id });
              // Cut within links.
              for (const delta of part.text.match(/[\s\S]{1,7}/g) ?? [])
                controller.enqueue({ type: 'text-delta', id, delta });
              controller.enqueue({ type: 'text-end', id });
            }
            controller.enqueue({ type: 'finish', finishReason, usage });
            controller.close();
          },
        }),
      };
    },
  };
}
