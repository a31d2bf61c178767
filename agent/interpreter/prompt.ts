import type { LanguageModelV4Prompt, LanguageModelV4ToolResultOutput } from '@ai-sdk/provider';
import type { Exchange } from './requests.ts';

export interface ReadPrompt {
  /** The message to answer. */
  text: string;
  history: Exchange[];
  /** Calls made for this message so far, with their outputs. */
  calls: Exchange['calls'];
}

/** The conversation as exchanges; the last one is still open. */
export function readPrompt(prompt: LanguageModelV4Prompt): ReadPrompt {
  const exchanges: Exchange[] = [];
  const inputs = new Map<string, unknown>();
  for (const message of prompt) {
    if (message.role === 'system') continue;
    if (message.role === 'user') {
      const text = message.content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
      exchanges.push({ asked: text, calls: [], answered: '' });
      continue;
    }
    const open = exchanges.at(-1);
    if (!open) continue;
    for (const part of message.content) {
      if (part.type === 'text') open.answered += part.text;
      else if (part.type === 'tool-call') inputs.set(part.toolCallId, part.input);
      else if (part.type === 'tool-result') {
        open.calls.push({
          name: part.toolName,
          input: inputs.get(part.toolCallId),
          output: outputOf(part.output),
        });
      }
    }
  }
  const last = exchanges.pop();
  return { text: last?.asked ?? '', history: exchanges, calls: last?.calls ?? [] };
}

function outputOf(output: LanguageModelV4ToolResultOutput): unknown {
  if (output.type === 'json') return output.value;
  const message = output.type === 'execution-denied' ? 'The call was denied.' : 'The call failed.';
  return { error: { code: 'tool.failed', message, faults: [] } };
}
