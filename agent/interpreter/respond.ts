import type { LanguageModelV4Prompt } from '@ai-sdk/provider';
import { definitionIn } from '../memories/definition.ts';
import type { LiveVocabulary } from '../vocabulary.ts';
import { type Progress, partedExchange, progress } from './clauses/walk.ts';
import { readPrompt } from './prompt.ts';
import type { Exchange } from './requests.ts';
import { ownTerms } from './slots/own-terms.ts';

/** The next step of a turn: the tools to call, or, when they have answered, the text. Computed anew from the prompt. */
export function respond(prompt: LanguageModelV4Prompt, words: LiveVocabulary): Progress {
  const { text, history, calls, notes } = readPrompt(prompt);
  const vocabulary = {
    ...words,
    definitions: ownTerms(
      notes.flatMap((note) => definitionIn(note) ?? []),
      words,
    ),
  };
  const past: Exchange[] = [];
  for (const exchange of history) past.push(...partedExchange(exchange, { vocabulary, history: [...past] }));
  return progress(text, calls, { vocabulary, history: past });
}
