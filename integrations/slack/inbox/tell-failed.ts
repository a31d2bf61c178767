import type { SlackContext } from '../options.ts';
import type { Row } from './store.ts';

const sentence =
  'Something went wrong on our side and I have given up after several attempts; it is logged. Please try again.';

/** Says to whoever waits for an answer that there will be none. */
export async function tellFailed({ client, log }: SlackContext, row: Row): Promise<void> {
  const place = placeOf(row.body);
  if (!place) return;
  const { channel, thread, user } = place;
  const said = { text: sentence, ...(thread && { thread_ts: thread }) };
  try {
    if (channel && user && !channel.startsWith('D'))
      await client.chat.postEphemeral({ channel, user, ...said });
    else await client.chat.postMessage({ channel: channel ?? (user as string), ...said });
  } catch (error) {
    log.warn({ err: error }, 'that work for Slack was given up could not be said');
  }
}

/** Where the person is who sent it; nowhere for what nobody waits for. */
function placeOf(body: unknown): { channel?: string; thread?: string; user?: string } | undefined {
  const sent = body as {
    event?: { type?: string; channel?: string; user?: string; ts?: string; thread_ts?: string };
    channel_id?: string;
    user_id?: string;
    channel?: { id?: string };
    message?: { thread_ts?: string };
    user?: { id?: string };
  };
  if (sent.event) {
    const { type, channel, user, ts, thread_ts: thread } = sent.event;
    if (type !== 'app_mention' && type !== 'message') return undefined;
    return definite({ channel, user, thread: thread ?? ts });
  }
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
