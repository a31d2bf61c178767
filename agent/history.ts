import { convertToModelMessages, type ModelMessage, type UIMessage } from 'ai';
import type { StoredMessage } from './conversations.ts';
import { type FoundPassage, foundPassage, hasPassages } from './grounding.ts';
import { interpreterName } from './models/names.ts';
import { summaryTool } from './summaries/exchanges.ts';
import { shortened } from './summaries/shorten.ts';
import type { AgentAnswer, ToolCallRecord } from './types.ts';

/** Outputs of tools of older turns are shortened in what the model is sent: their answers say what mattered. */
const turnsWithTools = 4;
/** Characters of a passage. */
const beginning = 300;

/** What the model is sent: the conversation and the new message. */
export function modelMessages(history: readonly StoredMessage[], text: string): Promise<ModelMessage[]> {
  const asked = history.filter((message) => message.role === 'user').length;
  let turn = 0;
  const kept = history.map((message) => {
    if (message.role === 'user') turn++;
    const old = turn <= asked - turnsWithTools;
    return old ? { ...message, parts: message.parts.map(withShortOutput) } : message;
  });
  return convertToModelMessages([...kept, userMessage(text)] as Omit<UIMessage, 'id'>[]);
}

function withShortOutput(part: StoredMessage['parts'][number]): StoredMessage['parts'][number] {
  if (part.type !== 'dynamic-tool' || part.state !== 'output-available') return part;
  return part.toolName === summaryTool ? part : { ...part, output: shortened(part.output) };
}

export function userMessage(text: string): StoredMessage {
  return { role: 'user', parts: [{ type: 'text', text }] };
}

/**
 * An answer as it is kept: the tool calls with their outputs, then the text, then what it cites and the foreign sources
 * it has seen.
 */
export function assistantMessage(
  answer: AgentAnswer,
  { tainted, numbered, turn }: { tainted: readonly string[]; numbered: number; turn?: string | undefined },
  turnId: string,
): StoredMessage {
  const cited = new Set(answer.citations.map(({ n }) => n));
  const calls = answer.toolCalls.map((call, index) =>
    toolPart({ ...call, output: remembered(call.output, cited) }, `${turnId}:${index + 1}`),
  );
  return {
    role: 'assistant',
    parts: [
      ...(calls.length > 0 ? [{ type: 'step-start' as const }, ...calls] : []),
      { type: 'step-start' },
      { type: 'text', text: answer.text },
      ...(numbered > 0
        ? [{ type: 'data-citations' as const, data: { cited: answer.citations, numbered } }]
        : []),
      // Of the interpreter nobody needs to be told.
      ...(answer.model === interpreterName ? [] : [{ type: 'data-model' as const, data: answer.model }]),
      ...(tainted.length > 0 ? [{ type: 'data-tainted' as const, data: [...tainted] }] : []),
      ...(turn ? [{ type: 'data-turn' as const, data: turn }] : []),
    ],
  };
}

/** What was said in turn, oldest first. */
export function textsOf(history: readonly StoredMessage[]): string[] {
  return history.map(({ parts }) =>
    parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n'),
  );
}

/** The foreign sources that a conversation has brought into the model's sight. */
export function taintedOf(history: readonly StoredMessage[]): string[] {
  const sources = history.flatMap((message) =>
    message.parts.flatMap((part) => (part.type === 'data-tainted' ? part.data : [])),
  );
  return [...new Set(sources)];
}

/** The passages found in earlier turns, which the new answer may still cite by their numbers. */
export function passagesOf(
  history: readonly StoredMessage[],
  urlOf: (path: string) => string,
): FoundPassage[] {
  return history.flatMap((message) =>
    message.parts.flatMap((part) => {
      const output =
        part.type === 'dynamic-tool' && part.state === 'output-available' ? part.output : undefined;
      return hasPassages(output) ? output.passages.map((passage) => foundPassage(passage, urlOf)) : [];
    }),
  );
}

/** The last number that a passage of the conversation got, also where the passage is not remembered any more. */
export function numberedOf(history: readonly StoredMessage[]): number {
  const numbers = history.flatMap((message) =>
    message.parts.flatMap((part) => (part.type === 'data-citations' ? [part.data.numbered] : [])),
  );
  return Math.max(0, ...numbers);
}

/** Of passages that the answer did not cite the beginning is enough: what is kept of a conversation is bounded. */
function remembered(output: unknown, cited: ReadonlySet<number>): unknown {
  if (!hasPassages(output)) return output;
  const passages = output.passages.map((passage) =>
    cited.has(passage.n) || passage.text.length <= beginning
      ? passage
      : { ...passage, text: `${passage.text.slice(0, beginning)}…` },
  );
  return { ...output, passages };
}

function toolPart(call: ToolCallRecord, toolCallId: string) {
  return {
    type: 'dynamic-tool' as const,
    toolName: call.name,
    toolCallId,
    state: 'output-available' as const,
    input: call.input,
    output: call.output,
  };
}
