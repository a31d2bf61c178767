import type { PostContent } from '../../../agent/digests/content.ts';
import type { Json } from '../inbox/item.ts';
import type { SlackContext } from '../options.ts';
import { mayPost } from '../shared/may-speak.ts';
import { slackCode } from '../transport/connect.ts';
import { owePost, type Where } from './deliver.ts';

/** What whoever keeps digests and alerts asks of Slack. */
export interface SlackPosts {
  /** The channel of that name or id; undefined where there is none that we see. */
  channel(nameOrId: string): Promise<{ id: string; name: string } | undefined>;
  /** Why nothing can be posted there, in a sentence for whoever wants it; undefined where it can. */
  refusal(channel: string): Promise<string | undefined>;
  /** Throws what is wrong when Slack does not answer us. */
  ping(): Promise<void>;
  /** Writes it into the inbox, which posts it once; the same key twice is one post. */
  owe(post: { key: string; where: Where; content: PostContent }): Promise<void>;
}

const pages = 20;

export function createSlackPosts(context: SlackContext): SlackPosts {
  const { client } = context;
  return {
    async channel(nameOrId) {
      if (/^[CG][A-Z0-9]{2,}$/.test(nameOrId)) {
        const { channel } = await client.conversations.info({ channel: nameOrId }).catch(orNone);
        if (channel?.id) return { id: channel.id, name: channel.name ?? channel.id };
      }
      const wanted = nameOrId.toLowerCase();
      let cursor: string | undefined;
      for (let page = 0; page < pages; page++) {
        const found = await client.conversations.list({
          types: 'public_channel,private_channel',
          exclude_archived: true,
          limit: 200,
          ...(cursor && { cursor }),
        });
        const channel = found.channels?.find(({ name }) => name?.toLowerCase() === wanted);
        if (channel?.id) return { id: channel.id, name: channel.name ?? wanted };
        cursor = found.response_metadata?.next_cursor || undefined;
        if (!cursor) return undefined;
      }
      return undefined;
    },
    async refusal(id) {
      const { channel } = await client.conversations.info({ channel: id });
      const name = `#${channel?.name ?? id}`;
      if (channel?.is_archived) return `${name} is archived.`;
      if (channel?.is_member === false)
        return `I am not a member of ${name}. Invite me there first: \`/invite @Trellis\`.`;
      if (!(await mayPost(context, id)))
        return `People of another company read ${name}. An admin allows it there with \`/trellis share on\`.`;
      return undefined;
    },
    async ping() {
      await client.auth.test();
    },
    owe: ({ key, where, content }) =>
      owePost(context, { key, where, content } as unknown as Record<string, Json>),
  };
}

function orNone(error: unknown): { channel?: { id?: string; name?: string } } {
  if (slackCode(error) === 'channel_not_found') return {};
  throw error;
}
