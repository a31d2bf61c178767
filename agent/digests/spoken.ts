import { randomUUID } from 'node:crypto';
import { assistantMessage, numberedOf, taintedOf, userMessage } from '../history.ts';
import { interpreterName } from '../models/names.ts';
import type { TurnOptions } from '../turn/types.ts';
import type { AgentAnswer, AgentRequest } from '../types.ts';
import { readOrder } from './read-order.ts';

/**
 * Answers a message that orders digests or alerts, by code and before any model; undefined when it does not. Kept in the
 * conversation like any other exchange. Throws what the order throws, and then keeps nothing.
 */
export async function answerOrder(
  { orders, conversations }: TurnOptions,
  request: AgentRequest,
): Promise<AgentAnswer | undefined> {
  const { person, place, text, now, inPerson = false } = request;
  const order = orders && readOrder(text);
  const words = order && (await orders.obey(order, { person, place, inPerson, now }));
  if (words === undefined) return undefined;
  const conversation = await conversations.open(person.id, place, now);
  const tainted = [...new Set([...taintedOf(conversation.messages), ...(request.tainted ?? [])])];
  const answer: AgentAnswer = {
    text: words,
    model: interpreterName,
    toolCalls: [],
    changes: [],
    citations: [],
    findings: [],
    tainted,
  };
  await conversations.append(
    conversation.id,
    [
      userMessage(text),
      assistantMessage(answer, { tainted, numbered: numberedOf(conversation.messages) }, randomUUID()),
    ],
    now,
  );
  return answer;
}
