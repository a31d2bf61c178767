import { answerAsked } from '../../answers/answer-message.ts';
import { escapeText, plainText } from '../../blocks/escape.ts';
import { limits, truncate } from '../../blocks/limits.ts';
import type { Reply, Subcommand } from './command.ts';

/**
 * `/trellis ask …`: answers in the direct message with the app. A command is seen by nobody but who types it, so its
 * answer is not said in the channel either.
 */
export const ask: Subcommand = {
  name: 'ask',
  usage: 'how many leads are there?',
  does: 'Answers you in our direct messages, where nobody else reads it.',
  async run(context, { person, user, words, item }): Promise<Reply> {
    const text = plainText(words, context.botUserId);
    if (text === '') return { text: 'What would you like to know? `/trellis ask how many leads are there?`' };
    const root = await item.post('asked', {
      channel: user,
      text: truncate(`You asked: ${escapeText(text)}`, limits.section),
    });
    await answerAsked(context, item, {
      person,
      text,
      user,
      place: { channel: root.channel, thread: root.ts },
    });
    return { text: 'I have answered you in our direct messages.' };
  },
};
