import { interpreterName } from '../models/names.ts';
import { answeredBefore } from '../turn/answered.ts';
import { answerByCode } from '../turn/by-code.ts';
import type { TurnOptions } from '../turn/types.ts';
import type { AgentAnswer, AgentRequest } from '../types.ts';
import { liveVocabulary } from '../vocabulary.ts';
import { obeyMemoryCommand } from './obey-command.ts';
import { readMemoryCommand } from './read-command.ts';

/** What was said about notes, and what is still to be answered. */
export interface Spoken {
  answer: AgentAnswer;
  /** The words besides the command; empty when there are none. */
  rest: string;
}

/**
 * Answers a message that is about what is remembered of its person, by code and before any model; undefined when it is
 * not. Kept in the conversation like any other exchange. Throws what `obeyMemoryCommand` throws, and then keeps nothing.
 */
export async function answerSpoken(
  { memories, models, services, conversations }: TurnOptions,
  request: AgentRequest,
): Promise<Spoken | undefined> {
  const command = memories && readMemoryCommand(request.text);
  if (!command) return undefined;
  const { person, place, text, now } = request;
  const rest = command.do === 'remember' ? command.rest : '';
  const turn = request.turn === undefined ? undefined : `${request.turn}${rest === '' ? '' : ' note'}`;
  const before = await answeredBefore(
    { conversations, tools: [] },
    { person, place, now, ...(turn && { turn }) },
  );
  if (before) return { answer: before, rest };
  const words = await obeyMemoryCommand(command, {
    memories,
    person,
    inPerson: request.inPerson === true,
    byCode: models.name === interpreterName,
    vocabulary: () => liveVocabulary(services, now),
    now,
  });
  const conversation = await conversations.open(person.id, place, now);
  // What comes after it is asked, and kept, by itself.
  const said = command.do === 'remember' && rest !== '' ? command.text : text;
  const answer = await answerByCode({ conversations }, conversation, { ...request, said, words, turn });
  return { answer, rest };
}

/** The answer to both: what was said about notes, then the rest. */
export function withSpoken({ answer }: Spoken, after: AgentAnswer): AgentAnswer {
  return { ...after, text: `${answer.text}\n\n${after.text}` };
}
