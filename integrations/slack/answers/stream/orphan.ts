import type { Posted } from '../../inbox/item.ts';
import type { SlackContext } from '../../options.ts';
import { slackCode } from '../../transport/connect.ts';

/**
 * A stream can carry no mark while it runs. One that was begun right before a crash is a message of ours in the thread,
 * younger than the question, that carries none: everything else of ours there does, and a place is worked at by one alone.
 */
export async function findOrphan(
  { client, botUserId, log }: Pick<SlackContext, 'client' | 'botUserId' | 'log'>,
  { channel, thread, ts }: { channel: string; thread: string; ts: string },
  known: ReadonlySet<string> = new Set(),
): Promise<Posted | undefined> {
  const asked = { channel, ts: thread, oldest: ts, include_all_metadata: true, limit: 200 };
  const found = await client.conversations.replies(asked).catch((error: unknown) => {
    if (slackCode(error) === undefined) throw error;
    log.warn({ channel, code: slackCode(error) }, 'Slack does not let us look whether a stream was begun');
    return undefined;
  });
  const messages = (found?.messages ?? []) as {
    ts?: string;
    user?: string;
    metadata?: { event_type?: string };
  }[];
  const orphan = messages.find(
    (message) =>
      message.user === botUserId &&
      !known.has(message.ts ?? '') &&
      Number(message.ts) > Number(ts) &&
      message.metadata?.event_type !== 'trellis',
  )?.ts;
  return orphan === undefined ? undefined : { channel, ts: orphan };
}
