import type { Message } from '../../blocks/message.ts';
import type { InboxItem, Posted } from '../../inbox/item.ts';
import type { SlackContext } from '../../options.ts';
import { rateLimitedFor, slackCode } from '../../transport/connect.ts';
import { shownAsTaken } from '../finish.ts';
import { findOrphan } from './orphan.ts';
import { type StreamPlace, segmentKey, streamMark } from './segments.ts';

/**
 * Shows an answer as a whole: in place of what was streamed of it, before a crash or until the stream broke, and in new
 * messages where there is nothing. Done again it comes to the same.
 */
export async function showWhole(
  context: SlackContext,
  item: InboxItem,
  place: StreamPlace,
  messages: readonly Message[],
  inDoubt = item.attempt > 1,
): Promise<void> {
  const streamed = await streamedBefore(context, item, place, inDoubt);
  for (const [index, message] of messages.entries()) {
    const { channel, thread } = place;
    const old = streamed[index];
    const metadata = streamMark(item, index);
    await shownAsTaken(context, message, async (taken) => {
      if (old) await context.client.chat.update({ ...old, ...taken, metadata });
      else await item.post(`answer:${index}`, { channel, thread, ...taken });
    });
  }
  for (const { channel, ts } of streamed.slice(messages.length)) {
    await context.client.chat.delete({ channel, ts }).catch(unlessUnreachable);
  }
}

async function streamedBefore(
  context: SlackContext,
  item: InboxItem,
  place: StreamPlace,
  inDoubt: boolean,
): Promise<Posted[]> {
  const streamed: Posted[] = [];
  for (let n = 0; ; n += 1) {
    const one = item.did<Posted>(segmentKey(n));
    if (!one) break;
    streamed.push(one);
  }
  for (const { channel, ts } of streamed) await stop(context, { channel, ts });
  if (!inDoubt) return streamed;
  const orphan = await findOrphan(context, place, new Set(streamed.map(({ ts }) => ts)));
  if (orphan) await stop(context, orphan);
  return orphan ? [...streamed, orphan] : streamed;
}

/** What is still streaming cannot be updated. */
async function stop({ client }: SlackContext, at: Posted): Promise<void> {
  await client.chat.stopStream(at).catch(unlessUnreachable);
}

/** What Slack refuses is in the state that we want, or out of reach. */
function unlessUnreachable(error: unknown): void {
  if (slackCode(error) === undefined || rateLimitedFor(error) !== undefined) throw error;
}
