import type { StoredMessage } from '../conversations.ts';
import { answerByCode } from '../turn/by-code.ts';
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
  if (!order) return undefined;
  const conversation = await conversations.open(person.id, place, now);
  const meant = order.do === 'digest' && order.this ? { ...order, ...trackOf(conversation.messages) } : order;
  const words = await orders.obey(meant, { person, place, inPerson, now });
  if (words === undefined) return undefined;
  return answerByCode({ conversations }, conversation, { ...request, said: text, words });
}

/** The track that the figures answered last were about. */
function trackOf(messages: readonly StoredMessage[]): { track?: string } {
  const answers = messages.filter(({ role }) => role === 'assistant');
  const figures = answers
    .at(-1)
    ?.parts.findLast((part) => part.type === 'dynamic-tool' && part.toolName === 'analyse_performance');
  const output = figures && 'output' in figures ? (figures.output as { track?: unknown } | null) : undefined;
  return typeof output?.track === 'string' ? { track: output.track } : {};
}
