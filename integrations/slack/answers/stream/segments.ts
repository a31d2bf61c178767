import type { types } from '@slack/bolt';
import type { InboxItem } from '../../inbox/item.ts';
import { markOf } from '../../inbox/once.ts';
import type { SlackContext } from '../../options.ts';
import { slackCode } from '../../transport/connect.ts';
import { findOrphan } from './orphan.ts';

export type Chunk = types.AnyChunk;

/** Where an answer is streamed to, and who reads it. */
export interface StreamPlace {
  channel: string;
  thread: string;
  user: string;
  /** Of the question. */
  ts: string;
}

/** Slack ends a stream after about five minutes, whatever is sent; before that it goes on in a new message. */
export const segmentLastsMs = 4 * 60_000;
/** Of the 12,000 characters that a message of Markdown may have. */
export const segmentHolds = 10_000;

/** One message that is being streamed. */
export interface Segment {
  ts: string;
  startedAt: number;
  /** What Slack has of it for sure. */
  text: string;
}

/** Slack has ended the stream: it grew too old, or somebody stopped it. */
export function isStreamOver(error: unknown): boolean {
  return slackCode(error) === 'message_not_in_streaming_state';
}

/** Begins the n-th message of the answer; once, and what a crash lost of that is found in the thread. */
export async function startSegment(
  context: SlackContext,
  item: InboxItem,
  place: StreamPlace,
  n: number,
  chunks: Chunk[],
): Promise<Segment> {
  const { channel, thread, user } = place;
  const { ts } = await item.once(
    segmentKey(n),
    async () => {
      const started = await context.client.chat.startStream({
        channel,
        thread_ts: thread,
        recipient_user_id: user,
        recipient_team_id: context.teamId,
        task_display_mode: 'plan',
        chunks,
      });
      return { channel, ts: started.ts as string };
    },
    () => findOrphan(context, place),
  );
  return { ts, startedAt: context.clock(), text: textOf(chunks) };
}

export function segmentKey(n: number): string {
  return `stream:${n}`;
}

/** Marks the message, so that it is not taken for one that a crash left behind. */
export function streamMark(item: InboxItem, n: number) {
  return markOf(`${item.id}:${segmentKey(n)}`);
}

export function textOf(chunks: readonly Chunk[]): string {
  return chunks.map((chunk) => ('text' in chunk ? chunk.text : '')).join('');
}
