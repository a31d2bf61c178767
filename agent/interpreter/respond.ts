import type { LanguageModelV4Prompt } from '@ai-sdk/provider';
import { definitionIn } from '../memories/definition.ts';
import type { LiveVocabulary } from '../vocabulary.ts';
import { type Message, openMessage, type Progress, partedExchange, progress } from './clauses/walk.ts';
import { type ReadPrompt, readPrompt } from './prompt.ts';
import type { Exchange } from './requests.ts';
import { ownTerms } from './slots/own-terms.ts';

/**
 * Gives the next step of a turn for its prompt: the tools to call, or, when they have answered, the text. It follows
 * from the prompt and these words alone; of the last message only its being read is kept, since every step asks with
 * the whole conversation again.
 */
export function createResponder(words: LiveVocabulary): (prompt: LanguageModelV4Prompt) => Progress {
  let last: { key: string; message: Message } | undefined;
  return (prompt) => {
    const { calls, ...asked } = readPrompt(prompt);
    const key = JSON.stringify(asked);
    if (last?.key !== key) last = { key, message: opened(asked, words) };
    return progress(last.message, calls);
  };
}

function opened({ text, history, notes }: Omit<ReadPrompt, 'calls'>, words: LiveVocabulary): Message {
  const definitions = ownTerms(
    notes.flatMap((note) => definitionIn(note) ?? []),
    words,
  );
  const vocabulary = { ...words, definitions };
  const past: Exchange[] = [];
  for (const exchange of history) past.push(...partedExchange(exchange, { vocabulary, history: [...past] }));
  return openMessage(text, { vocabulary, history: past });
}
