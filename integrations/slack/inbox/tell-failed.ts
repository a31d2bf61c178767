import type { SlackContext } from '../options.ts';
import type { Row } from './store.ts';

/** Said where there will be no answer. */
export const givenUp =
  'Something went wrong on our side and I have given up after several attempts; it is logged. Please try again.';

/** Says to whoever waits for an answer that there will be none. */
export async function tellFailed({ client }: SlackContext, row: Row): Promise<void> {
  const place = placeOf(row.body);
  if (!place) return;
  const { channel, thread, user } = place;
  const said = { text: givenUp, ...(thread && { thread_ts: thread }) };
  if (channel && user && !channel.startsWith('D'))
    await client.chat.postEphemeral({ channel, user, ...said });
  else await client.chat.postMessage({ channel: channel ?? (user as string), ...said });
}

/** Where the person is who sent it; nowhere for what nobody waits for. */
function placeOf(body: unknown): { channel?: string; thread?: string; user?: string } | undefined {
  const sent = body as {
    channel_id?: string;
    user_id?: string;
    channel?: { id?: string };
    message?: { thread_ts?: string };
    user?: { id?: string };
  };
  const user = sent.user?.id ?? sent.user_id;
  if (!user) return undefined;
  return definite({ user, channel: sent.channel?.id ?? sent.channel_id, thread: sent.message?.thread_ts });
}

function definite(place: Record<'channel' | 'user' | 'thread', string | undefined>) {
  return Object.fromEntries(Object.entries(place).filter(([, value]) => value)) as {
    channel?: string;
    thread?: string;
    user?: string;
  };
}
