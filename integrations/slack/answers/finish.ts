import type { AgentAnswer } from '../../../agent/agent.ts';
import type { Message } from '../blocks/message.ts';
import type { InboxItem } from '../inbox/item.ts';
import type { Handler } from '../inbox/listener.ts';
import type { SlackContext } from '../options.ts';
import { slackCode } from '../transport/connect.ts';
import { uploadPng } from '../transport/upload.ts';
import { recordTurn } from './feedback/store.ts';
import { figuresOf } from './render/figures-of.ts';
import { finishMessage, plainMessage } from './render/index.ts';
import { type PictureAsked, pictureMessage, pictureOf } from './render/picture.ts';

export const pictureKind = 'owed:picture';

interface Place {
  channel: string;
  thread: string;
}

/**
 * What comes below the text of an answer. Keeps which answer of the conversation it is, for feedback, and writes down
 * that a picture is owed where Slack has no chart of its own for it.
 */
export async function finishAnswer(
  context: SlackContext,
  item: Pick<InboxItem, 'id'>,
  { answer, person, place }: { answer: AgentAnswer; person: string; place: Place },
): Promise<Message> {
  const at = `slack:${place.channel}:${place.thread}`;
  await recordTurn(context.db, { turn: item.id, person, place: at, now: context.clock() });
  const picture = context.drawPicture && pictureOf(figuresOf(answer));
  if (picture) {
    const id = `${item.id}:picture`;
    // A place of its own: it waits for nothing in the thread, and nothing waits for it.
    await context.inbox.add({ id, kind: pictureKind, place: id, body: { ...place, picture } });
  }
  return finishMessage(answer, item.id);
}

/** Shows a part of an answer; where Slack does not take a chart or a table yet, what they show as text. */
export async function shownAsTaken<T>(
  { log }: Pick<SlackContext, 'log'>,
  message: Message,
  show: (message: Message) => Promise<T>,
): Promise<T> {
  try {
    return await show(message);
  } catch (error) {
    const plainer = plainMessage(message);
    if (slackCode(error) !== 'invalid_blocks' || plainer.blocks.length === message.blocks.length) throw error;
    log.warn({}, 'Slack does not take charts and tables of this form; they are shown as text');
    return show(plainer);
  }
}

/** Draws, uploads and shows a picture. Slack takes a message with it only when it has looked at it: until then it is tried again. */
export const pictureHandler: Handler = async (context, item) => {
  const { picture, channel, thread } = item.body as Place & { picture: PictureAsked };
  const drawn = await context.drawPicture?.(picture);
  if (!drawn) return;
  const { alt, png } = drawn;
  const file = await item.once('file', () => uploadPng(context, { bytes: png, name: 'chart.png', alt }));
  await item.post('picture', { channel, thread, ...pictureMessage(file, alt) });
};
