import type { StoredMessage } from '../stored-message.ts';

/** The summary of a conversation as an exchange at its beginning: its words are a tool's output, data like any other. */
export function summaryMessages(parts: StoredMessage['parts']): StoredMessage[] {
  return [
    { role: 'user', parts: [{ type: 'text', text: 'What was said before, in short.' }] },
    { role: 'assistant', parts },
  ];
}
