import type { ModelMessage, ToolLoopAgent } from 'ai';
import { type Ending, endingOf, failureForLog, failureOf, turnError } from '../errors.ts';
import type { AgentAnswer, AgentRequest } from '../types.ts';
import { checkWords } from './check.ts';
import { openTurn } from './open.ts';
import { turnLoop } from './run.ts';
import { settleTurn } from './settle.ts';
import { ending, type TurnSpan, unwatched } from './spans.ts';
import type { TurnOptions } from './types.ts';

/** One message on its way to an answer: what the loop needs, and how it ends. */
export interface Turn {
  loop: ToolLoopAgent;
  messages: ModelMessage[];
  /** Runs the loop as a part of the turn that is watched. */
  within: TurnSpan['within'];
  /** Makes the answer, keeps it, and gives it. `finishReason` is the SDK's. */
  finish(text: string, finishReason: string): Promise<AgentAnswer>;
  /** A failed turn: a partial answer from what the tools did, or a typed error when they did nothing. */
  rescue(error: unknown, text: string): Promise<AgentAnswer>;
  /** Whole lines as they may be shown. */
  clean(text: string): string;
}

/** Opens a turn (`open.ts`), makes its loop (`run.ts`), and says how it is settled (`settle.ts`). */
export async function startTurn(options: TurnOptions, request: AgentRequest): Promise<Turn> {
  const span = options.spans?.begin(request) ?? unwatched;
  const { open, loop } = await opened(options, request, span);
  const saidNothing = (text: string) => text.trim() === '' && open.record.toolCalls.length === 0;
  return {
    loop,
    within: span.within,
    messages: open.messages,
    clean: (said) => checkWords(options, open, said).text,
    finish: (said, finishReason) =>
      ending(span, async () => {
        const ended = open.record.asked.looping ? endingOf('model.looping') : endingBy(said, finishReason);
        if (ended && saidNothing(said)) throw turnError(ended);
        return settleTurn(options, open, said, ended);
      }),
    rescue: (error, said) =>
      ending(span, async () => {
        await open.record.asked.settled();
        const ended = failureOf(error, request.signal);
        options.log?.('A turn failed', failureForLog(error, ended.reason, options.models.name));
        if (saidNothing(said)) throw turnError(ended);
        return settleTurn(options, open, said, ended);
      }),
  };
}

async function opened(options: TurnOptions, request: AgentRequest, span: TurnSpan) {
  try {
    const open = await openTurn(options, request, span);
    return { open, loop: await turnLoop(options, open) };
  } catch (error) {
    span.end({ error });
    throw error;
  }
}

/** Why the loop ended other than with an answer; the SDK reports these as an ordinary end. */
function endingBy(text: string, finishReason: string): Ending | undefined {
  if (finishReason === 'tool-calls') return endingOf('model.step_limit');
  if (finishReason === 'length') return endingOf('model.too_long');
  if (finishReason === 'content-filter') return endingOf('model.refused');
  if (finishReason === 'interrupted' || finishReason === 'error') return endingOf('model.cut_off');
  return text.trim() === '' ? endingOf('model.empty') : undefined;
}
