import { randomUUID } from 'node:crypto';
import type { Conversation } from '../conversations.ts';
import { assistantMessage, numberedOf, taintedOf, userMessage } from '../history.ts';
import { interpreterName } from '../models/names.ts';
import type { AgentAnswer, AgentRequest } from '../types.ts';
import type { TurnOptions } from './types.ts';

/**
 * The answer that code gave before any model, kept in the conversation like any other exchange. `said` is what it
 * answers; by `turn` it is found when the same message is asked again.
 */
export async function answerByCode(
  { conversations }: Pick<TurnOptions, 'conversations'>,
  conversation: Conversation,
  {
    said,
    words,
    turn,
    now,
    tainted: steering = [],
  }: { said: string; words: string } & Pick<AgentRequest, 'turn' | 'now' | 'tainted'>,
): Promise<AgentAnswer> {
  const tainted = [...new Set([...taintedOf(conversation.messages), ...steering])];
  const answer: AgentAnswer = {
    text: words,
    model: interpreterName,
    toolCalls: [],
    changes: [],
    citations: [],
    findings: [],
    tainted,
  };
  const numbered = numberedOf(conversation.messages);
  await conversations.append(
    conversation.id,
    [userMessage(said), assistantMessage(answer, { tainted, numbered, turn }, randomUUID())],
    now,
  );
  return answer;
}
