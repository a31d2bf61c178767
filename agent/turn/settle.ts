import { randomUUID } from 'node:crypto';
import type { Ending } from '../errors.ts';
import { assistantMessage, userMessage } from '../history.ts';
import { outputsInWords } from '../interpreter/wording/answers.ts';
import type { AgentAnswer } from '../types.ts';
import { checkWords } from './check.ts';
import type { OpenTurn, TurnOptions } from './types.ts';

/** The last step of a turn: makes the answer of what the model said and the tools did, keeps it, and gives it. */
export async function settleTurn(
  options: TurnOptions,
  turn: OpenTurn,
  said: string,
  ended?: Ending,
): Promise<AgentAnswer> {
  const { request, conversation, context, record } = turn;
  const check = (words: string) => checkWords(options, turn, words);
  const spoken = check(said.trim());
  const did = ended && !isAnswer(turn, spoken.text, ended) ? outputsInWords(record.toolCalls).map(check) : [];
  const parts = [spoken, ...did];
  const cited = new Set(parts.flatMap((part) => part.cited));
  const answer: AgentAnswer = {
    text: [spoken.text, ...(ended ? [ended.words] : []), ...did.map((part) => part.text)]
      .filter((part) => part !== '')
      .join('\n\n'),
    model: record.answeredBy.join(', ') || options.models.name,
    toolCalls: record.toolCalls,
    changes: record.changes,
    citations: record.passages.filter(({ n }) => cited.has(n)).map(({ text: _, ...citation }) => citation),
    findings: parts.flatMap((part) => part.findings),
    tainted: [...context.tainted],
    ...(ended && { partial: ended.reason }),
  };
  const messages = [
    userMessage(request.text),
    assistantMessage(
      answer,
      { tainted: context.tainted, numbered: record.numbered, turn: request.turn },
      randomUUID(),
    ),
  ];
  await options.conversations.append(conversation.id, messages, request.now);
  return answer;
}

/**
 * Whether what was said before a turn ended early stands by itself: not what a model says on its way to the next call,
 * and not when it may not have come to say that it filed a change.
 */
function isAnswer({ record }: OpenTurn, said: string, { reason }: Ending): boolean {
  const onItsWay = reason === 'model.step_limit' || reason === 'model.looping';
  return said !== '' && !onItsWay && record.changes.length === 0;
}
