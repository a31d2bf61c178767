import { ownAddress } from '../../blocks/escape.ts';
import { limits, truncate } from '../../blocks/limits.ts';
import { safeMarkdown } from '../../blocks/markdown.ts';
import type { Message } from '../../blocks/message.ts';
import type { InboxItem } from '../../inbox/item.ts';
import type { SlackContext } from '../../options.ts';
import { rateLimitedFor, slackCode } from '../../transport/connect.ts';
import { shownAsTaken } from '../finish.ts';
import {
  type Chunk,
  isStreamOver,
  type Segment,
  type StreamPlace,
  segmentHolds,
  segmentKey,
  segmentLastsMs,
  startSegment,
  streamMark,
  textOf,
} from './segments.ts';

export interface AnswerStream {
  /** Whole lines of the answer, in Markdown. */
  say(markdown: string): void;
  /** What the app is doing, in plain words. */
  step(id: string, title: string, status: 'in_progress' | 'complete' | 'error'): void;
  /**
   * Ends it with the rest of the text and what comes below it; `rest` undefined: what was shown is not the answer.
   * False when the answer does not stand there whole: then it is to be shown in its place.
   */
  end(rest: string | undefined, below: Message | undefined): Promise<boolean>;
  /** A message may have been begun that we do not know of: the call was cut off. */
  isInDoubt(): boolean;
}

/**
 * Shows an answer as it comes. One call is under way at a time, and what comes meanwhile goes with the next. Nothing here
 * fails but `end`: who cannot be shown the answer growing gets it whole.
 */
export function openStream(context: SlackContext, item: InboxItem, place: StreamPlace): AnswerStream {
  const { client, clock, log, changeUrl } = context;
  const { channel } = place;
  let waiting: Chunk[] = [];
  let sending: Promise<void> | undefined;
  let segment: Segment | undefined;
  let segments = 0;
  let pausedUntil = 0;
  /** Slack does not have the whole text, or we do not know. */
  let broken = false;
  let inDoubt = false;

  const append = async (chunks: Chunk[]) => {
    if (segment && (isOld(segment) || segment.text.length + textOf(chunks).length > segmentHolds)) {
      await close(segment);
      segment = undefined;
    }
    if (!segment) {
      segment = await startSegment(context, item, place, segments, chunks);
      segments += 1;
      return;
    }
    try {
      await client.chat.appendStream({ channel, ts: segment.ts, chunks });
      segment.text += textOf(chunks);
    } catch (error) {
      if (!isStreamOver(error)) throw error;
      // It stays as it was, with what did not get into it any more; what comes goes on below.
      await rewrite(segment, textOf(chunks));
      segment = undefined;
    }
  };
  const isOld = ({ startedAt }: Segment) => clock() - startedAt >= segmentLastsMs;
  const close = async ({ ts, text }: Segment) => {
    const metadata = streamMark(item, segments - 1);
    await client.chat.stopStream({ channel, ts, metadata }).catch(async (error: unknown) => {
      if (!isStreamOver(error)) throw error;
      await rewrite({ ts, text, startedAt: 0 }, '');
    });
  };
  /** Writes a message whose stream Slack has ended, with what is to stand below its text. */
  const rewrite = async ({ ts, text }: Segment, more: string, below?: Message) => {
    const whole = `${text}${more}` || ' ';
    const metadata = streamMark(item, segments - 1);
    const blocks = [{ type: 'markdown' as const, text: whole }, ...(below?.blocks ?? [])];
    await shownAsTaken(context, { text: truncate(whole, limits.text), blocks }, (taken) =>
      client.chat.update({ channel, ts, ...taken, metadata }),
    );
  };
  const send = async () => {
    while (waiting.length > 0 && !broken && clock() >= pausedUntil) {
      const chunks = merged(waiting);
      waiting = [];
      try {
        await append(chunks);
      } catch (error) {
        const pauseMs = rateLimitedFor(error);
        if (pauseMs !== undefined && segment) {
          waiting = [...chunks, ...waiting];
          pausedUntil = clock() + pauseMs;
        } else {
          broken = true;
          inDoubt = !segment && slackCode(error) === undefined && pauseMs === undefined;
          log.warn(
            { code: slackCode(error) ?? 'unreachable' },
            'an answer cannot be streamed to Slack; it is shown whole',
          );
        }
      }
    }
  };
  const push = (chunk: Chunk) => {
    waiting.push(chunk);
    sending ??= send().finally(() => {
      sending = undefined;
    });
  };

  return {
    isInDoubt: () => inDoubt,
    say: (markdown) => {
      if (markdown !== '')
        push({ type: 'markdown_text', text: safeMarkdown(markdown, ownAddress(changeUrl)) });
    },
    step: (id, title, status) => push({ type: 'task_update', id, title, status }),
    async end(rest, below) {
      while (await sending) await sending;
      if (broken || rest === undefined || segments === 0) return false;
      if (rest !== '')
        waiting.push({ type: 'markdown_text', text: safeMarkdown(rest, ownAddress(changeUrl)) });
      const chunks = merged(waiting);
      const text = textOf(chunks);
      if (segment && (isOld(segment) || sizeOf(segment.text + text, below) > limits.message)) {
        await close(segment);
        segment = undefined;
      }
      if (!segment) {
        if (text === '' && !below) return true;
        if (sizeOf(text, below) > limits.message) return false;
        const blocks = [
          ...(text === '' ? [] : [{ type: 'markdown' as const, text }]),
          ...(below?.blocks ?? []),
        ];
        const message = { text: truncate(text || (below?.text ?? ''), limits.text), blocks };
        await item.post(segmentKey(segments), { channel, thread: place.thread, ...message });
        return true;
      }
      const { ts } = segment;
      const ending = { channel, ts, metadata: streamMark(item, segments - 1), session_status: 'active' };
      const stop = ({ blocks }: Pick<Message, 'blocks'>) =>
        client.chat.stopStream({
          ...ending,
          ...(chunks.length > 0 && { chunks }),
          ...(blocks.length > 0 && { blocks }),
        });
      try {
        await shownAsTaken(context, below ?? { text: '', blocks: [] }, stop);
      } catch (error) {
        if (!isStreamOver(error)) throw error;
        await rewrite(segment, text, below);
      }
      return true;
    },
  };
}

function sizeOf(text: string, below: Message | undefined): number {
  return text.length + (below ? JSON.stringify(below.blocks).length : 0);
}

/** Texts that follow each other become one. */
function merged(chunks: readonly Chunk[]): Chunk[] {
  const all: Chunk[] = [];
  for (const chunk of chunks) {
    const last = all.at(-1);
    if (chunk.type === 'markdown_text' && last?.type === 'markdown_text')
      all[all.length - 1] = { ...last, text: last.text + chunk.text };
    else all.push(chunk);
  }
  return all;
}
