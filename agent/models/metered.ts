import type {
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';
import { APICallError } from 'ai';
import { isBrokenCircuitError } from 'cockatiel';
import type { Meter, Settle, Spent } from '../budgets/types.ts';
import type { Guarded } from './guarded.ts';

type Parts = ReadableStream<LanguageModelV4StreamPart>;

const usualOutput = 4_000;
/** English has about four; to set enough aside for other languages. */
const charactersOfToken = 3;

/** A model whose steps are taken out of budgets: set aside before each, settled by what the provider says it took. */
export function metered(name: string, model: Guarded, meter: Meter): Guarded {
  const begin = async (options: LanguageModelV4CallOptions) => {
    const settle = await meter.reserve(name, {
      input: tokensOf(options.prompt) + tokensOf(options.tools ?? []),
      output: options.maxOutputTokens ?? usualOutput,
    });
    const began = performance.now();
    return { settle, ms: () => performance.now() - began };
  };
  return {
    async generate(options, how) {
      const { settle, ms } = await begin(options);
      const result = await settleFailure(() => model.generate(options, how), settle, ms);
      await settle({ ...told(result.usage), ms: ms() });
      return result;
    },
    async stream(options, how) {
      const { settle, ms } = await begin(options);
      const result = await settleFailure(() => model.stream(options, how), settle, ms);
      return { ...result, stream: watched(result.stream, options.abortSignal, settle, ms) };
    },
  };
}

async function settleFailure<T>(ask: () => PromiseLike<T>, settle: Settle, ms: () => number): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    // Who refuses a request takes nothing for it; of one that came to nothing later, what was read is paid.
    const refused =
      APICallError.isInstance(error) && error.statusCode !== undefined && error.statusCode >= 400;
    await settle(refused || isBrokenCircuitError(error) ? 'nothing' : { output: 0, ms: ms() });
    throw error;
  }
}

/** Settles when the provider has told what it took, else by what came: when the stream breaks, and when nobody reads on. */
function watched(
  stream: Parts,
  abortSignal: AbortSignal | undefined,
  settle: Settle,
  ms: () => number,
): Parts {
  let characters = 0;
  const soFar = (): Spent => ({ output: Math.ceil(characters / charactersOfToken), ms: ms() });
  const left = () => void settle(soFar()).catch(() => undefined);
  // Who aborts a turn does not read on, and need not cancel.
  abortSignal?.addEventListener('abort', left, { once: true });
  const end = () => {
    abortSignal?.removeEventListener('abort', left);
    return settle(soFar());
  };
  const reader = stream.getReader();
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) {
            await end();
            return controller.close();
          }
          if ('delta' in value) characters += value.delta.length;
          if (value.type === 'finish') await settle({ ...soFar(), ...told(value.usage), ms: ms() });
          controller.enqueue(value);
        } catch (error) {
          await end();
          throw error;
        }
      },
      async cancel(reason) {
        await end();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

function told({ inputTokens, outputTokens }: LanguageModelV4Usage): Partial<Spent> {
  return {
    ...(inputTokens.total !== undefined && { input: inputTokens.total }),
    ...(inputTokens.cacheRead !== undefined && { cached: inputTokens.cacheRead }),
    ...(outputTokens.total !== undefined && { output: outputTokens.total }),
  };
}

function tokensOf(value: unknown): number {
  return Math.ceil(JSON.stringify(value).length / charactersOfToken);
}
