import { randomUUID } from 'node:crypto';
import { isStepCount, type ModelMessage, ToolLoopAgent } from 'ai';
import { visibleText } from '../knowledge/grounding/plain.ts';
import type { Services } from '../tools/services.ts';
import type { Tool, ToolContext } from '../tools/tool.ts';
import type { Conversations } from './conversations.ts';
import { failureForLog, reasonOf, reasonText, turnError } from './errors.ts';
import { type Grounds, ground } from './grounding.ts';
import {
  assistantMessage,
  modelMessages,
  numberedOf,
  passagesOf,
  taintedOf,
  userMessage,
} from './history.ts';
import { instructions } from './instructions.ts';
import { outputsInWords } from './interpreter/wording/answers.ts';
import { withoutForeignLinks } from './links.ts';
import { interpreterName, type Models } from './models.ts';
import { type TurnRecord, toolSet } from './tool-set.ts';
import type { AgentAnswer, AgentRequest, PartialReason } from './types.ts';

export interface TurnOptions {
  models: Models;
  services: Services;
  conversations: Conversations;
  tools: readonly Tool[];
  /** Model calls in one turn. */
  maxSteps: number;
  /** Milliseconds for the whole turn. */
  timeoutMs: number;
  maxOutputTokens: number;
  log?: (line: string, details?: Readonly<Record<string, unknown>>) => void;
}

/** One message on its way to an answer: what the loop needs, and how it ends. */
export interface Turn {
  loop: ToolLoopAgent;
  messages: ModelMessage[];
  record: TurnRecord;
  /** Makes the answer, keeps it, and gives it. `finishReason` is the SDK's. */
  finish(text: string, finishReason: string): Promise<AgentAnswer>;
  /** A failed turn: a partial answer from what the tools did, or a typed error when they did nothing. */
  rescue(error: unknown, text: string): Promise<AgentAnswer>;
  /** Whole lines as they may be shown: no foreign links, and held against what they cite. */
  clean(text: string): string;
}

export async function startTurn(options: TurnOptions, request: AgentRequest): Promise<Turn> {
  const { models, services, conversations } = options;
  const { person, via, place, text, now } = request;
  const conversation = await conversations.open(person.id, place, now);
  const tainted = [...new Set([...taintedOf(conversation.messages), ...(request.tainted ?? [])])];
  const context: ToolContext = { person, via, now, tainted, readNow: [], services };
  const urlOf = (path: string) => new URL(path, services.changeUrl('')).href;
  const record: TurnRecord = {
    toolCalls: [],
    changes: [],
    passages: passagesOf(conversation.messages, urlOf),
    numbered: 0,
  };
  record.numbered = Math.max(numberedOf(conversation.messages), ...record.passages.map(({ n }) => n));
  const loop = new ToolLoopAgent({
    model: await models.forTurn(services, now),
    instructions: instructions(context),
    tools: toolSet(options.tools, context, record, (tool, error) =>
      options.log?.('A tool failed', { tool, error }),
    ),
    stopWhen: isStepCount(options.maxSteps),
    maxOutputTokens: options.maxOutputTokens,
    // The SDK would print the provider's words; `rescue` logs them once instead.
    onError: () => undefined,
    // The provider is asked to keep nothing of the conversation.
    providerOptions: { openai: { store: false } },
  });
  const grounds = (): Grounds => ({
    history: conversation.messages,
    // Of the time only the day: a figure that happens to be the minute is no figure of ours.
    said: [text, new Date(now).toISOString().slice(0, 10)],
    passages: record.passages,
    toolCalls: record.toolCalls,
    ownWords: models.name === interpreterName,
  });
  const check = (said: string) =>
    ground(
      withoutForeignLinks(visibleText(said), services.changeUrl(''), pagesGiven(record.toolCalls)),
      grounds(),
    );

  const settle = async (said: string, partial?: PartialReason): Promise<AgentAnswer> => {
    const spoken = check(said.trim());
    const did = partial && spoken.text === '' ? outputsInWords(record.toolCalls).map(check) : [];
    const parts = [spoken, ...did];
    const cited = new Set(parts.flatMap((part) => part.cited));
    const answer: AgentAnswer = {
      text: [spoken.text, ...(partial ? [reasonText(partial)] : []), ...did.map((part) => part.text)]
        .filter((part) => part !== '')
        .join('\n\n'),
      model: models.name,
      toolCalls: record.toolCalls,
      changes: record.changes,
      citations: record.passages.filter(({ n }) => cited.has(n)).map(({ text: _, ...citation }) => citation),
      findings: parts.flatMap((part) => part.findings),
      tainted: [...context.tainted],
      ...(partial && { partial }),
    };
    const messages = [
      userMessage(text),
      assistantMessage(answer, { tainted: context.tainted, numbered: record.numbered }, randomUUID()),
    ];
    await conversations.append(conversation.id, messages, now);
    return answer;
  };

  return {
    loop,
    messages: await modelMessages(conversation.messages, text),
    record,
    clean: (said) => check(said).text,
    finish: async (said, finishReason) => {
      const partial = partialReason(said, finishReason);
      const nothing = said.trim() === '' && record.toolCalls.length === 0;
      if (partial && nothing) throw turnError(partial);
      return settle(said, partial);
    },
    rescue: async (error, said) => {
      const reason = reasonOf(error, request.signal);
      options.log?.('A turn failed', failureForLog(error, reason, models.name));
      if (said.trim() === '' && record.toolCalls.length === 0) throw turnError(reason);
      return settle(said, reason);
    },
  };
}

/** Pages of ours that tools have led to: their `url`, which our own code makes. */
function pagesGiven(calls: TurnRecord['toolCalls']): Set<string> {
  const urls = calls.flatMap(({ output }) => {
    const { url, chart } = Object(output) as { url?: unknown; chart?: unknown };
    return [url, chart];
  });
  return new Set(urls.filter((url) => typeof url === 'string'));
}

/** Why the loop ended other than with an answer; the SDK reports these as an ordinary end. */
function partialReason(text: string, finishReason: string): PartialReason | undefined {
  if (finishReason === 'tool-calls') return 'model.step_limit';
  if (finishReason === 'length') return 'model.too_long';
  if (finishReason === 'content-filter') return 'model.refused';
  if (finishReason === 'interrupted' || finishReason === 'error') return 'model.cut_off';
  return text.trim() === '' ? 'model.empty' : undefined;
}
