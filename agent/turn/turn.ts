import type { ModelMessage, ToolLoopAgent } from 'ai';
import { type Ending, endingOf, failureForLog, failureOf, turnError } from '../errors.ts';
import type { AgentAnswer, AgentRequest } from '../types.ts';
import { checkWords } from './check.ts';
import { openTurn } from './open.ts';
import { turnLoop } from './run.ts';
import { settleTurn } from './settle.ts';
import type { TurnOptions } from './types.ts';

/** One message on its way to an answer: what the loop needs, and how it ends. */
export interface Turn {
  loop: ToolLoopAgent;
  messages: ModelMessage[];
  /** Makes the answer, keeps it, and gives it. `finishReason` is the SDK's. */
  finish(text: string, finishReason: string): Promise<AgentAnswer>;
  /** A failed turn: a partial answer from what the tools did, or a typed error when they did nothing. */
  rescue(error: unknown, text: string): Promise<AgentAnswer>;
  /** Whole lines as they may be shown. */
  clean(text: string): string;
}

/** Opens a turn (`open.ts`), makes its loop (`run.ts`), and says how it is settled (`settle.ts`). */
export async function startTurn(options: TurnOptions, request: AgentRequest): Promise<Turn> {
  const open = await openTurn(options, request);
  const saidNothing = (text: string) => text.trim() === '' && open.record.toolCalls.length === 0;
  return {
    loop: await turnLoop(options, open),
    messages: open.messages,
    clean: (said) => checkWords(options, open, said).text,
    finish: async (said, finishReason) => {
      const ended = open.record.asked.looping ? endingOf('model.looping') : endingBy(said, finishReason);
      if (ended && saidNothing(said)) throw turnError(ended);
      return settleTurn(options, open, said, ended);
    },
    rescue: async (error, said) => {
      await open.record.asked.settled();
      const ended = failureOf(error, request.signal);
      options.log?.('A turn failed', failureForLog(error, ended.reason, options.models.name));
      if (saidNothing(said)) throw turnError(ended);
      return settleTurn(options, open, said, ended);
    },
  };
}

/** Why the loop ended other than with an answer; the SDK reports these as an ordinary end. */
function endingBy(text: string, finishReason: string): Ending | undefined {
  if (finishReason === 'tool-calls') return endingOf('model.step_limit');
  if (finishReason === 'length') return endingOf('model.too_long');
  if (finishReason === 'content-filter') return endingOf('model.refused');
  if (finishReason === 'interrupted' || finishReason === 'error') return endingOf('model.cut_off');
  return text.trim() === '' ? endingOf('model.empty') : undefined;
}
