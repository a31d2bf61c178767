import { taintedOf, textsOf } from '../history.ts';
import { interpreterName } from '../models/names.ts';
import type { StoredMessage } from '../stored-message.ts';
import type { AgentAnswer, AgentRequest } from '../types.ts';
import { changeIdOf } from './tool-set.ts';
import type { TurnOptions } from './types.ts';

/** The answer that the turn has been given already; undefined for the first time, and for a turn without a name. */
export async function answeredBefore(
  { conversations, tools }: Pick<TurnOptions, 'conversations' | 'tools'>,
  { turn, person, place, now }: Pick<AgentRequest, 'turn' | 'person' | 'place' | 'now'>,
): Promise<AgentAnswer | undefined> {
  if (turn === undefined) return undefined;
  const { messages } = await conversations.open(person.id, place, now);
  const message = messages.find((one) => turnOf(one) === turn);
  return message && answerOf(message, tools);
}

function turnOf({ parts }: StoredMessage): string | undefined {
  return parts.find((part) => part.type === 'data-turn')?.data;
}

/** What `assistantMessage` keeps, as an answer again; that its findings are noted in the text is enough. */
function answerOf(message: StoredMessage, tools: TurnOptions['tools']): AgentAnswer {
  const { parts } = message;
  const writing = new Set(tools.filter((tool) => !tool.annotations.readOnlyHint).map(({ name }) => name));
  const toolCalls = parts.flatMap((part) =>
    part.type === 'dynamic-tool' && part.state === 'output-available'
      ? [{ name: part.toolName, input: part.input, output: part.output }]
      : [],
  );
  return {
    text: textsOf([message])[0] ?? '',
    model: parts.find((part) => part.type === 'data-model')?.data ?? interpreterName,
    toolCalls,
    changes: toolCalls.flatMap(({ name, output }) => (writing.has(name) ? changeIdOf(output) : [])),
    citations: parts.find((part) => part.type === 'data-citations')?.data.cited ?? [],
    findings: [],
    tainted: taintedOf([message]),
  };
}
