import type { LanguageModelV4, LanguageModelV4Usage } from '@ai-sdk/provider';
import type { Models } from '../../agent/models/types.ts';
import type { Tool } from '../../tools/tool.ts';

export interface Meter {
  /** Milliseconds in which tools ran; those that ran at once count once each. */
  toolMs: number;
  /** By the model that answered. */
  tokens: Record<string, { input: number; output: number }>;
}

/** The same models, counting what they are asked. */
export function meteredModels(models: Models, meter: Meter): Models {
  return {
    ...models,
    async forTurn(services, now, use = { purpose: 'answer' }) {
      let answeredBy = models.name;
      const onAnswer = (name: string) => {
        answeredBy = name;
        use.onAnswer?.(name);
      };
      const model = await models.forTurn(services, now, { ...use, onAnswer });
      return meteredModel(model, meter, () => answeredBy);
    },
  };
}

function meteredModel(model: LanguageModelV4, meter: Meter, answeredBy: () => string): LanguageModelV4 {
  return {
    specificationVersion: 'v4',
    provider: model.provider,
    modelId: model.modelId,
    supportedUrls: model.supportedUrls,
    doStream: (options) => model.doStream(options),
    async doGenerate(options) {
      const result = await model.doGenerate(options);
      count(meter, answeredBy(), result.usage);
      return result;
    },
  };
}

function count(meter: Meter, name: string, { inputTokens, outputTokens }: LanguageModelV4Usage): void {
  meter.tokens[name] ??= { input: 0, output: 0 };
  meter.tokens[name].input += inputTokens.total ?? 0;
  meter.tokens[name].output += outputTokens.total ?? 0;
}

/** The same tools, with the time that they take. */
export function meteredTools(tools: readonly Tool[], meter: Meter): Tool[] {
  return tools.map((tool) => ({
    ...tool,
    async run(input, context) {
      const began = performance.now();
      try {
        return await tool.run(input, context);
      } finally {
        meter.toolMs += performance.now() - began;
      }
    },
  }));
}
