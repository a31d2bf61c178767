import { randomUUID } from 'node:crypto';
import type { Conversation, Outgrown } from '../conversations.ts';
import { hasPassages } from '../grounding.ts';
import { assistantMessage, numberedOf, taintedOf } from '../history.ts';
import { interpreterName } from '../models/names.ts';
import type { StoredMessage } from '../stored-message.ts';
import type { TurnOptions } from '../turn/types.ts';
import type { AgentRequest, ToolCallRecord } from '../types.ts';
import { summaryByCode } from './by-code.ts';
import { summaryByModel } from './by-model.ts';
import { callsOf, exchangesOf, summaryIn, summaryTool } from './exchanges.ts';
import { shortened } from './shorten.ts';
import { summaryMessages } from './summary-messages.ts';

/** Milliseconds that a person waits for a summary; code makes one in no time. */
const patienceMs = 15_000;
/** Characters of passages that stay, the newest first. */
const mostPassages = 10_000;

/**
 * The conversation with its older part summarised, which is kept: by the model where there is one, else, and where that
 * fails, by code. Never throws because of a model.
 */
export async function withSummary(
  options: TurnOptions,
  conversation: Conversation,
  request: AgentRequest,
): Promise<Conversation> {
  const { outgrown, id } = conversation;
  if (!outgrown) return conversation;
  const parts = summaryParts(outgrown, await wordsOf(options, outgrown, request));
  await options.conversations.summarise(id, { through: outgrown.through, parts }, request.now);
  return { id, messages: [...summaryMessages(parts), ...outgrown.rest] };
}

async function wordsOf(
  { models, services, log }: TurnOptions,
  { messages }: Outgrown,
  request: AgentRequest,
): Promise<string> {
  const earlier = summaryIn(messages);
  const exchanges = exchangesOf(messages);
  const byCode = summaryByCode(earlier, exchanges);
  if (models.name === interpreterName) return byCode;
  try {
    const model = await models.forTurn(services, request.now, {
      purpose: 'summary',
      personId: request.person.id,
    });
    const patience = AbortSignal.timeout(patienceMs);
    const signal = request.signal ? AbortSignal.any([request.signal, patience]) : patience;
    return (await summaryByModel(model, earlier, exchanges, signal)) ?? byCode;
  } catch (error) {
    log?.('A conversation was summarised by code', { code: error instanceof Error ? error.name : 'unknown' });
    return byCode;
  }
}

/**
 * As kept: the words; of every tool the last call, shortened, so that what was spoken of last is still known; the
 * passages that answers cited, with their numbers; and every foreign source that was seen.
 */
function summaryParts({ messages }: Outgrown, summary: string): StoredMessage['parts'] {
  const calls = messages.flatMap(({ parts }) => callsOf(parts));
  const last = new Map(calls.map((call) => [call.name, call]));
  last.delete(summaryTool);
  const order = calls.filter((call) => last.get(call.name) === call && !hasPassages(call.output));
  const found = citedPassages(messages, calls);
  const toolCalls = [
    { name: summaryTool, input: {}, output: { summary } },
    ...order.map((call) => ({ ...call, output: shortened(call.output) })),
    ...(found ? [found] : []),
  ];
  const answer = {
    text: 'Noted.',
    model: interpreterName,
    toolCalls,
    changes: [],
    citations: citationsOf(messages),
    findings: [],
    tainted: [],
  };
  const seen = { tainted: taintedOf(messages), numbered: numberedOf(messages) };
  return assistantMessage(answer, seen, randomUUID()).parts;
}

function citationsOf(messages: readonly StoredMessage[]) {
  const cited = messages.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.type === 'data-citations' ? part.data.cited : [])),
  );
  return [...new Map(cited.map((citation) => [citation.n, citation])).values()];
}

/** One call that has found every passage which answers cited, as far as they are kept. */
function citedPassages(
  messages: readonly StoredMessage[],
  calls: readonly ToolCallRecord[],
): ToolCallRecord | undefined {
  const cited = new Set(citationsOf(messages).map(({ n }) => n));
  const searches = calls.filter(({ output }) => hasPassages(output));
  const passages = new Map(
    searches.flatMap(({ output }) => (hasPassages(output) ? output.passages : [])).map((one) => [one.n, one]),
  );
  let characters = 0;
  const kept = [...passages.values()]
    .filter(({ n }) => cited.has(n))
    .toReversed()
    .filter(({ text }) => {
      characters += text.length;
      return characters <= mostPassages;
    });
  const search = searches.at(-1);
  return search && kept.length > 0 ? { ...search, output: { passages: kept.toReversed() } } : undefined;
}
