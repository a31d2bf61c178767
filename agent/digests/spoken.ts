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
  const figures = figuresOf(conversation.messages);
  const isThis = order.do === 'digest' && order.this;
  // “Send it every Monday”, and nobody says to whom: after figures it is they that are meant, after anything else something of the program.
  if (isThis && order.to === 'here' && !figures) return undefined;
  const meant = isThis ? { ...order, ...trackOf(figures) } : order;
  const words = await orders.obey(meant, { person, place, inPerson, now });
  if (words === undefined) return undefined;
  return answerByCode({ conversations }, conversation, { ...request, said: text, words });
}

/** The figures that were answered last, if they were the last answer. */
function figuresOf(messages: readonly StoredMessage[]) {
  return messages
    .findLast(({ role }) => role === 'assistant')
    ?.parts.findLast((part) => part.type === 'dynamic-tool' && part.toolName === 'analyse_performance');
}

/** The track that they were about. */
function trackOf(figures: ReturnType<typeof figuresOf>): { track?: string } {
  const output = figures && 'output' in figures ? (figures.output as { track?: unknown } | null) : undefined;
  return typeof output?.track === 'string' ? { track: output.track } : {};
}
