import { modelMessages, numberedOf, passagesOf, taintedOf, textsOf } from '../history.ts';
import { interpreterName } from '../models/names.ts';
import { withSummary } from '../summaries/summarise.ts';
import type { AgentRequest } from '../types.ts';
import { filingIds } from './filing-ids.ts';
import { createAsked } from './once.ts';
import type { TurnSpan } from './spans.ts';
import type { TurnRecord } from './tool-set.ts';
import type { OpenTurn, TurnOptions } from './types.ts';

/**
 * The first step of a turn: the conversation so far, summarised where it has outgrown what is loaded, and what tools and
 * model are told of it.
 */
export async function openTurn(
  options: TurnOptions,
  request: AgentRequest,
  span: TurnSpan,
): Promise<OpenTurn> {
  const { conversations, memories, models, services } = options;
  const { person, via, place, text, now } = request;
  const loaded = await conversations.open(person.id, place, now);
  const conversation = await withSummary(options, loaded, request);
  const tainted = [...new Set([...taintedOf(conversation.messages), ...(request.tainted ?? [])])];
  const urlOf = (path: string) => new URL(path, services.changeUrl('')).href;
  const passages = passagesOf(conversation.messages, urlOf);
  const record: TurnRecord = {
    toolCalls: [],
    answeredBy: [],
    changes: [],
    asked: createAsked(),
    passages,
    numbered: Math.max(numberedOf(conversation.messages), ...passages.map(({ n }) => n)),
  };
  return {
    request,
    conversation,
    context: {
      person,
      via,
      now,
      tainted,
      ...(request.turn !== undefined && { filingId: filingIds(request.turn, person.id) }),
      // The interpreter's calls come from the person's words by our own code.
      ...(models.name !== interpreterName && { said: [...textsOf(conversation.messages), text] }),
      services,
    },
    record,
    span,
    memories: (await memories?.list(person.id)) ?? [],
    messages: await modelMessages(conversation.messages, text),
  };
}
