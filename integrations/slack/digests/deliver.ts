import type { PostContent } from '../../../agent/digests/content.ts';
import type { Message } from '../blocks/message.ts';
import type { InboxItem } from '../inbox/item.ts';
import type { Handler } from '../inbox/listener.ts';
import type { SlackContext } from '../options.ts';
import { identifyPerson } from '../people.ts';
import { mayPost } from '../shared/may-speak.ts';
import { slackCode } from '../transport/connect.ts';
import { uploadPng } from '../transport/upload.ts';
import { alertMessage } from './alert-message.ts';
import { digestMessage } from './digest-message.ts';

export const postKind = 'own:post';

/** A channel, or a person by id and address. */
export type Where = { channel: string } | { person: string; email: string };

interface Owed {
  key: string;
  where: Where;
  content: PostContent;
}

/** Owes Slack a digest or an alert; the same key twice is one. What goes to one place goes in its order. */
export async function owePost({ inbox }: Pick<SlackContext, 'inbox'>, body: unknown): Promise<void> {
  const { key, where } = body as Owed;
  const place = 'channel' in where ? where.channel : where.person;
  await inbox.add({ id: `post:${key}`, kind: postKind, place: `post:${place}`, body });
}

const sharedReason =
  'people of another company read that channel; an admin allows it there with /trellis share on';

/** What no further attempt can mend, as our people are told it. */
const forGood: Readonly<Record<string, string>> = {
  not_in_channel: 'Trellis is not a member of the channel; invite it there',
  channel_not_found: 'there is no such channel any more, or Trellis is not a member of it',
  is_archived: 'the channel is archived',
  restricted_action: 'the channel lets only some people post',
  users_not_found: 'nobody in this Slack has that address',
};
/** Slack looks at a new picture for some seconds before it takes it. After so many attempts the words go alone. */
const attemptsInFull = 3;

/** Posts it: the picture first, then the message that shows it. */
export const postHandler: Handler = async (context, item) => {
  const { key, where, content } = item.body as Owed;
  try {
    const channel = await channelOf(context, where);
    if (channel === undefined) {
      await context.digests?.failed(key, 'Slack does not know them as one of our people');
      return;
    }
    if (!(await mayPost(context, channel))) {
      await context.digests?.failed(key, sharedReason);
      return;
    }
    await item.post('post', { channel, ...(await messageOf(context, item, content)) });
  } catch (error) {
    const reason = forGood[slackCode(error) ?? ''];
    if (reason === undefined) throw error;
    context.log.warn({ code: slackCode(error) }, 'a digest or alert cannot be posted there');
    await context.digests?.failed(key, reason);
  }
};

/** Undefined for a person whom we do not know by the address that Slack has of them. */
async function channelOf(context: SlackContext, where: Where): Promise<string | undefined> {
  if ('channel' in where) return where.channel;
  const { client, people, teamId } = context;
  const { user } = await client.users.lookupByEmail({ email: where.email });
  if (!user?.id) return undefined;
  const found = await identifyPerson(client, people, teamId, user.id);
  return 'person' in found && found.person.id === where.person ? user.id : undefined;
}

async function messageOf(context: SlackContext, item: InboxItem, content: PostContent): Promise<Message> {
  if (content.kind === 'alert') return alertMessage(content);
  const { chart } = content;
  if (item.attempt > attemptsInFull) return digestMessage(content, { plain: true });
  if (!chart) return digestMessage(content);
  const file = await item.once('file', () =>
    uploadPng(context, { bytes: Buffer.from(chart.png, 'base64'), name: 'click-rate.png', alt: chart.words }),
  );
  return digestMessage(content, { file });
}
