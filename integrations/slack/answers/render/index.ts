import type { AgentAnswer } from '../../../../agent/agent.ts';
import { interpreterName } from '../../../../agent/models/names.ts';
import { escapeText } from '../../blocks/escape.ts';
import type { Message } from '../../blocks/message.ts';
import type { SlackContext } from '../../options.ts';
import { sourcesMrkdwn } from '../sources.ts';
import { mrkdwnMessages } from './text.ts';

/**
 * What comes below the text of an answer: what it cites and the language model that gave it. The blocks of the first
 * message stand in the same message as the end of the text where they fit; the others follow in the thread.
 */
export async function finishMessages(
  { citations, model }: AgentAnswer,
  _context: SlackContext,
): Promise<Message[]> {
  const by = model === interpreterName ? '' : `_Answered by ${escapeText(model)}_`;
  return mrkdwnMessages([sourcesMrkdwn(citations), by].filter(Boolean).join('\n\n'));
}
