import type { SlackContext } from '../options.ts';
import type { InboxItem, Json, Posted, Posting } from './item.ts';
import { type Row, recordStep } from './store.ts';

/** So that our own messages can be told apart when we look for one. */
const eventType = 'trellis';
/** The clock of Slack and ours may differ by so much. */
const skewMs = 10 * 60_000;
const pages = 5;

/** Another process has taken the row over, because this one did not say for long that it is alive. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/** The row as handlers see it. */
export function itemOf(
  context: SlackContext,
  row: Row,
  { signal, stopped, isOurs }: Pick<InboxItem, 'signal' | 'stopped'> & { isOurs(): Promise<boolean> },
): InboxItem {
  const done = new Map(Object.entries(row.done));
  const once: InboxItem['once'] = async (key, work, find) => {
    if (done.has(key)) return done.get(key) as Awaited<ReturnType<typeof work>>;
    // Whoever has it by now does this too.
    if (!(await isOurs())) throw new LeaseLostError();
    // Nobody has been here before at the first attempt, so there is nothing to look for.
    const value = (row.attempts > 1 ? await find?.() : undefined) ?? (await work());
    done.set(key, value);
    await recordStep(context.db, row.id, key, value);
    return value;
  };
  return {
    id: row.id,
    kind: row.kind,
    body: row.body,
    receivedAt: row.receivedAt,
    attempt: row.attempts,
    signal,
    stopped,
    did: <T extends Json>(key: string) => done.get(key) as T | undefined,
    once,
    post: (key, message) => {
      const mark = `${row.id}:${key}`;
      return once(
        key,
        () => post(context, message, mark),
        () => findPosted(context, message, mark, row.receivedAt - skewMs),
      );
    },
  };
}

/** The mark that a message of ours carries. */
export function markOf(key: string): { event_type: string; event_payload: { key: string } } {
  return { event_type: eventType, event_payload: { key } };
}

async function post(context: SlackContext, message: Posting, mark: string): Promise<Posted> {
  const { channel, thread, text, blocks } = message;
  const posted = await context.client.chat.postMessage({
    channel,
    text,
    ...(thread && { thread_ts: thread }),
    ...(blocks && { blocks }),
    metadata: markOf(mark),
    unfurl_links: false,
    unfurl_media: false,
  });
  return { channel: posted.channel ?? channel, ts: posted.ts as string };
}

/**
 * Looks for a message of ours by its mark. Where Slack does not let us look (the scopes of the history are missing, or
 * it is addressed to a person and not to a channel) nothing is found, and the message is posted again: doubled rather than lost.
 */
export async function findPosted(
  { client, log }: Pick<SlackContext, 'client' | 'log'>,
  { channel, thread }: Pick<Posting, 'channel' | 'thread'>,
  mark: string,
  since: number,
): Promise<Posted | undefined> {
  if (channel.startsWith('U')) return undefined;
  const asked = { channel, oldest: String(since / 1000), include_all_metadata: true, limit: 200 };
  let cursor: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const here = { ...asked, ...(cursor && { cursor }) };
    const found = await (thread
      ? client.conversations.replies({ ...here, ts: thread })
      : client.conversations.history(here)
    ).catch((error: { data?: { error?: string } }) => {
      if (error.data?.error === undefined || error.data.error === 'ratelimited') throw error;
      log.warn(
        { channel, code: error.data.error },
        'Slack does not let us look whether a message was posted',
      );
      return undefined;
    });
    const messages = (found?.messages ?? []) as {
      ts?: string;
      metadata?: Partial<ReturnType<typeof markOf>>;
    }[];
    const ours = messages.find(({ metadata }) => metadata?.event_payload?.key === mark);
    if (ours?.ts) return { channel, ts: ours.ts };
    cursor = found?.response_metadata?.next_cursor || undefined;
    if (!cursor) return undefined;
  }
  return undefined;
}
