import { lintMessage } from '../../../integrations/slack/blocks/lint/lint.ts';
import { streamingBlock } from '../local-slack.ts';
import type { Answer, Call, Emulator } from './call.ts';

/** Slack ends a stream by itself after about so long. */
const streamLastsMs = 5 * 60_000;

/** Only here: so that tests can tell a message that is still being streamed. */
const streamingMark = { type: 'divider', block_id: streamingBlock };

interface Chunk {
  type: string;
  text?: string;
  id?: string;
  title?: string;
  status?: string;
  details?: string;
  output?: string;
}
export interface Stream {
  channel: string;
  ts: string;
  chunks: Chunk[];
  startedAt: number;
  state: 'streaming' | 'stopped';
}

/**
 * chat.startStream, appendStream and stopStream as Slack documents them, shown as messages of the emulator: the text
 * so far in `text` and in a section, the tasks as blocks of type task_card before it, what stopStream adds last.
 */
export function createStreams(emulator: Emulator, clock: () => number) {
  const streams = new Map<string, Stream>();
  const key = ({ channel, ts }: { channel: string; ts: string }) => `${channel}:${ts}`;
  const chunksOf = ({ args }: Call): Chunk[] => [
    ...(args.markdown_text ? [{ type: 'markdown_text', text: args.markdown_text as string }] : []),
    ...((args.chunks as Chunk[] | undefined) ?? []),
  ];

  async function start(call: Call): Promise<Answer> {
    const { channel, thread_ts, recipient_user_id: user, recipient_team_id: team } = call.args;
    if (!thread_ts) return { ok: false, error: 'invalid_arguments' };
    if (!channel.startsWith('D') && !user) return { ok: false, error: 'missing_recipient_user_id' };
    if (!channel.startsWith('D') && !team) return { ok: false, error: 'missing_recipient_team_id' };
    const chunks = chunksOf(call);
    const message = shown(chunks);
    const blocks = [...message.blocks, streamingMark];
    const posted = await emulator('chat.postMessage', { channel, thread_ts, ...message, blocks });
    if (!posted.ok) return posted;
    const stream: Stream = { channel, ts: posted.ts, chunks, startedAt: clock(), state: 'streaming' };
    streams.set(key(stream), stream);
    return { ok: true, channel, ts: posted.ts };
  }

  async function add(call: Call): Promise<Answer> {
    const { channel, ts } = call.args;
    const stream = streams.get(`${channel}:${ts}`);
    if (!stream) return { ok: false, error: 'message_not_found' };
    if (clock() - stream.startedAt >= streamLastsMs) stream.state = 'stopped';
    if (stream.state !== 'streaming') return { ok: false, error: 'message_not_in_streaming_state' };
    const chunks = [...stream.chunks, ...chunksOf(call)];
    const faults = lintMessage({ text: ' ', blocks: [{ type: 'markdown', text: textOf(chunks) || ' ' }] });
    if (faults.length > 0)
      return { ok: false, error: 'invalid_blocks', response_metadata: { messages: faults } };
    stream.chunks = chunks;
    if (call.method === 'chat.stopStream') stream.state = 'stopped';
    const below = (call.args.blocks as unknown[] | undefined) ?? [];
    const message = shown(stream.chunks);
    const still = stream.state === 'streaming' ? [streamingMark] : [];
    const updated = await emulator('chat.update', {
      channel,
      ts,
      ...message,
      blocks: [...message.blocks, ...below, ...still],
    });
    return updated.ok ? { ok: true, channel, ts } : updated;
  }

  return {
    answer: (call: Call): Promise<Answer> | undefined => {
      if (call.method === 'chat.startStream') return start(call);
      if (call.method === 'chat.appendStream' || call.method === 'chat.stopStream') return add(call);
      return undefined;
    },
    /** Whether a message that is updated is a stream that nobody has stopped: Slack refuses that. */
    isStreaming: (place: { channel: string; ts: string }) => {
      const stream = streams.get(key(place));
      return stream?.state === 'streaming' && clock() - stream.startedAt < streamLastsMs;
    },
    /** The stop button: Slack stops the streams of the thread and says which. */
    all: () => [...streams.values()],
  };
}

function textOf(chunks: readonly Chunk[]): string {
  return chunks.map((chunk) => (chunk.type === 'markdown_text' ? chunk.text : '')).join('');
}

function shown(chunks: readonly Chunk[]): { text: string; blocks: unknown[] } {
  const text = textOf(chunks);
  const tasks = new Map<string, Chunk>();
  for (const chunk of chunks)
    if (chunk.type === 'task_update') tasks.set(chunk.id ?? '', { ...tasks.get(chunk.id ?? ''), ...chunk });
  const plan = chunks.findLast(({ type }) => type === 'plan_update')?.title;
  return {
    text: text || ' ',
    blocks: [
      ...(plan ? [{ type: 'plan', title: plan }] : []),
      ...[...tasks.values()].map(({ id, title, status, details, output }) => ({
        type: 'task_card',
        task_id: id,
        title,
        status,
        ...(details && { details }),
        ...(output && { output }),
      })),
      // Read by tests like any other text.
      ...(text ? [{ type: 'section', text: { type: 'mrkdwn', text, verbatim: true }, expand: true }] : []),
    ],
  };
}
