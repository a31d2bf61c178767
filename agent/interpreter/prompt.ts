import type { LanguageModelV4Prompt, LanguageModelV4ToolResultOutput } from '@ai-sdk/provider';
import { notesIn } from '../memories/section.ts';
import type { Exchange } from './requests.ts';

export interface ReadPrompt {
  /** The message to answer. */
  text: string;
  history: Exchange[];
  /** Calls made for this message so far, with their outputs. */
  calls: Exchange['calls'];
  /** What the person asked to be remembered, in their words. */
  notes: string[];
}

/** The conversation as exchanges; the last one is still open. */
export function readPrompt(prompt: LanguageModelV4Prompt): ReadPrompt {
  const exchanges: Exchange[] = [];
  const notes: string[] = [];
  const calls = new Map<string, Exchange['calls'][number]>();
  for (const message of prompt) {
    if (message.role === 'system') {
      notes.push(...notesIn(message.content));
      continue;
    }
    if (message.role === 'user') {
      const text = message.content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
      exchanges.push({ asked: text, calls: [], answered: '' });
      continue;
    }
    const open = exchanges.at(-1);
    if (!open) continue;
    for (const part of message.content) {
      if (part.type === 'text') open.answered += part.text;
      else if (part.type === 'tool-call') {
        // Tools that run beside each other answer in any order; what was called first stays first.
        const call = { name: part.toolName, input: part.input, output: unanswered };
        calls.set(part.toolCallId, call);
        open.calls.push(call);
      } else if (part.type === 'tool-result') {
        const call = calls.get(part.toolCallId);
        if (call) call.output = outputOf(part.output);
      }
    }
  }
  const last = exchanges.pop();
  return { text: last?.asked ?? '', history: exchanges, calls: last?.calls ?? [], notes };
}

/** Of a call that was broken off. */
const unanswered: unknown = {
  error: { code: 'tool.failed', message: 'The call was not answered.', faults: [] },
};

function outputOf(output: LanguageModelV4ToolResultOutput): unknown {
  if (output.type === 'json') return output.value;
  const message = output.type === 'execution-denied' ? 'The call was denied.' : 'The call failed.';
  return { error: { code: 'tool.failed', message, faults: [] } };
}
