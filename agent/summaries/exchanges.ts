import type { StoredMessage } from '../stored-message.ts';
import type { ToolCallRecord } from '../types.ts';

/** The name under which a model reads the summary: as the output of a tool it is data, and nobody's order. */
export const summaryTool = 'earlier_in_this_conversation';

/** One question of the past with what was done and said. */
export interface PastExchange {
  asked: string;
  calls: ToolCallRecord[];
  answered: string;
}

/** Messages as exchanges, oldest first. An earlier summary is none. */
export function exchangesOf(messages: readonly StoredMessage[]): PastExchange[] {
  const found: PastExchange[] = [];
  for (const { role, parts } of messages) {
    const text = parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
    if (role === 'user') found.push({ asked: text, calls: [], answered: '' });
    const open = found.at(-1);
    if (role !== 'assistant' || !open) continue;
    open.calls.push(...callsOf(parts));
    open.answered = text;
  }
  return found.filter(({ calls }) => !calls.some(({ name }) => name === summaryTool));
}

/** The words of the summary that messages begin with. */
export function summaryIn(messages: readonly StoredMessage[]): string {
  const calls = messages.flatMap(({ parts }) => callsOf(parts));
  const found = calls.find(({ name }) => name === summaryTool)?.output as { summary?: string } | undefined;
  return found?.summary ?? '';
}

export function callsOf(parts: StoredMessage['parts']): ToolCallRecord[] {
  return parts.flatMap((part) =>
    part.type === 'dynamic-tool' && part.state === 'output-available'
      ? [{ name: part.toolName, input: part.input, output: part.output }]
      : [],
  );
}
