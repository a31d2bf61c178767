import { tools as allTools } from '../tools/registry.ts';
import type { Services } from '../tools/services.ts';
import type { Tool } from '../tools/tool.ts';
import type { Conversations } from './conversations.ts';
import { answerOrder } from './digests/spoken.ts';
import { answerSpoken, withSpoken } from './memories/spoken.ts';
import type { Models } from './models/types.ts';
import { answeredBefore } from './turn/answered.ts';
import { streamTurn } from './turn/stream.ts';
import { startTurn } from './turn/turn.ts';
import type { TurnOptions } from './turn/types.ts';
import type { AgentAnswer, AgentEvent, AgentRequest } from './types.ts';

export type * from './types.ts';

export interface AgentOptions {
  models: Models;
  services: Services;
  conversations: Conversations;
  memories?: TurnOptions['memories'];
  orders?: TurnOptions['orders'];
  spans?: TurnOptions['spans'];
  /** Default: every tool of the registry. */
  tools?: readonly Tool[];
  limits?: Partial<Pick<TurnOptions, 'maxSteps' | 'timeoutMs' | 'maxOutputTokens'>>;
  log?: TurnOptions['log'];
}

export interface Agent {
  /**
   * Answers one message and keeps both in the conversation. A turn that ends early (step limit, cut stream, rate
   * limit after retries, time-out) after tools have run gives a partial answer that says why; before that it throws
   * a TrellisError with a code of `PartialReason` and keeps nothing.
   */
  answer(request: AgentRequest): Promise<AgentAnswer>;
  /** The same, as it comes: text in whole lines, tool calls and their outputs, and at last the answer. */
  stream(request: AgentRequest): AsyncGenerator<AgentEvent, void>;
}

const defaults = { maxSteps: 8, timeoutMs: 90_000, maxOutputTokens: 2_000 };

/** The conversation over the typed tools, with whatever model there is. */
export function createAgent(options: AgentOptions): Agent {
  const turnOptions: TurnOptions = { tools: allTools, ...defaults, ...options.limits, ...options };
  return {
    async answer(request) {
      const spoken = await answerSpoken(turnOptions, request);
      if (!spoken) return (await withoutModel(turnOptions, request)) ?? answerTurn(turnOptions, request);
      if (spoken.rest === '') return spoken.answer;
      const rest = { ...request, text: spoken.rest };
      const before = await answeredBefore(turnOptions, rest);
      return withSpoken(spoken, before ?? (await answerTurn(turnOptions, rest)));
    },
    async *stream(request) {
      const spoken = await answerSpoken(turnOptions, request);
      if (!spoken) {
        const known = await withoutModel(turnOptions, request);
        if (!known) return yield* streamTurn(turnOptions, request);
        yield { type: 'text', delta: known.text };
        return yield { type: 'answer', answer: known };
      }
      const { answer, rest } = spoken;
      yield { type: 'text', delta: rest === '' ? answer.text : `${answer.text}\n\n` };
      if (rest === '') return yield { type: 'answer', answer };
      for await (const event of streamOnce(turnOptions, { ...request, text: rest }))
        yield event.type === 'answer' ? { ...event, answer: withSpoken(spoken, event.answer) } : event;
    },
  };
}

/** The answer that was given when the turn was asked before, or that code gives before any model. */
async function withoutModel(options: TurnOptions, request: AgentRequest): Promise<AgentAnswer | undefined> {
  return (await answeredBefore(options, request)) ?? answerOrder(options, request);
}

/** A turn, or the answer that it has been given when it was asked before. */
async function* streamOnce(options: TurnOptions, request: AgentRequest): AsyncGenerator<AgentEvent, void> {
  const answer = await answeredBefore(options, request);
  if (answer) yield { type: 'answer', answer };
  else yield* streamTurn(options, request);
}

async function answerTurn(options: TurnOptions, request: AgentRequest): Promise<AgentAnswer> {
  const turn = await startTurn(options, request);
  let result: { text: string; finishReason: string };
  try {
    const asked = { messages: turn.messages, abortSignal: request.signal, timeout: options.timeoutMs };
    result = await turn.within(() => turn.loop.generate(asked));
  } catch (error) {
    return turn.rescue(error, '');
  }
  return turn.finish(result.text, result.finishReason);
}
