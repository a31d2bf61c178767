import type { LanguageModelV4Prompt } from '@ai-sdk/provider';
import type { LiveVocabulary } from '../vocabulary.ts';
import { readPrompt } from './prompt.ts';
import type { ToolRequest } from './requests.ts';
import { understand } from './understand.ts';
import { answerInWords } from './wording/answers.ts';

export type Response = { text: string } | { calls: ToolRequest[] };

/** The next step of a turn: the tools to call, or, when they have answered, the text. */
export function respond(prompt: LanguageModelV4Prompt, vocabulary: LiveVocabulary): Response {
  const { text, history, calls } = readPrompt(prompt);
  const plan = understand(text, { vocabulary, history });
  if ('say' in plan) return { text: plan.say };
  if (calls.length === 0) return { calls: plan.calls };
  return { text: answerInWords(calls, plan.notes ?? [], plan.only) };
}
