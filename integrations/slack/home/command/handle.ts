import { TrellisError } from '../../../../db/errors.ts';
import { apology } from '../../answers/answer-message.ts';
import { section } from '../../blocks/build.ts';
import { escapeText } from '../../blocks/escape.ts';
import { limits, truncate } from '../../blocks/limits.ts';
import type { Handler } from '../../inbox/listener.ts';
import type { SlackContext } from '../../options.ts';
import { identifyPerson } from '../../people.ts';
import { slackCode } from '../../transport/connect.ts';
import type { CommandAsked, Reply } from './command.ts';
import { subcommands } from './commands.ts';
import { helpReply } from './help.ts';
import { readCommand } from './read-command.ts';

export const trellisCommand = '/trellis';

/** Does what `/trellis …` asks for, and tells nobody but who typed it. */
export const commandHandler: Handler = async (context, item) => {
  const sent = item.body as { text?: string; user_id: string; channel_id: string; trigger_id: string };
  const identified = await identifyPerson(context.client, context.people, context.teamId, sent.user_id);
  const asked = { user: sent.user_id, channel: sent.channel_id, triggerId: sent.trigger_id, item };
  const reply =
    'refusal' in identified
      ? { text: escapeText(identified.refusal) }
      : await run(context, sent.text ?? '', { ...asked, person: identified.person });
  await item.once('reply', () => tell(context, asked, reply));
};

async function run(context: SlackContext, text: string, asked: Omit<CommandAsked, 'words'>): Promise<Reply> {
  const { name, words, typed } = readCommand(
    text,
    subcommands.map((one) => one.name),
  );
  const subcommand = subcommands.find((one) => one.name === name);
  if (!subcommand || (name === 'help' && typed)) return helpReply(subcommands, typed);
  try {
    return await subcommand.run(context, { ...asked, words });
  } catch (error) {
    // What only we can mend is tried again.
    if (!(error instanceof TrellisError) || error.mender === 'us') throw error;
    return { text: escapeText(apology(context, error)) };
  }
}

/** Slack says nothing to one person where the app is no member: then it goes to our direct messages. */
async function tell(
  { client }: SlackContext,
  { user, channel }: Pick<CommandAsked, 'user' | 'channel'>,
  { text, blocks }: Reply,
): Promise<string> {
  const said = { text: truncate(text, limits.text), blocks: blocks ?? [section(text)] };
  try {
    return (await client.chat.postEphemeral({ channel, user, ...said })).message_ts ?? '';
  } catch (error) {
    if (!elsewhere.has(slackCode(error) ?? '')) throw error;
    return (await client.chat.postMessage({ channel: user, ...said })).ts ?? '';
  }
}

const elsewhere = new Set(['channel_not_found', 'not_in_channel', 'user_not_in_channel', 'is_archived']);
