import type { LanguageModelV4 } from '@ai-sdk/provider';
import { generateText, Output } from 'ai';
import type { AskModel } from '../knowledge/suggest/by-model.ts';

/** Has a model say what a document is, in the form that is asked for. Rejects when it does not. */
export async function describeDocument(
  model: LanguageModelV4,
  { instructions, document, schema }: Parameters<AskModel>[0],
  signal: AbortSignal,
): Promise<unknown> {
  const { output } = await generateText({
    model,
    instructions,
    prompt: JSON.stringify({ document }),
    output: Output.object({ schema, name: 'document' }),
    maxOutputTokens: 1_000,
    maxRetries: 0,
    abortSignal: signal,
    // The provider is asked to keep nothing.
    providerOptions: { openai: { store: false } },
  });
  return output;
}
