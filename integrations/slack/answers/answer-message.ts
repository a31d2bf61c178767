import { TrellisError } from '../../../db/errors.ts';
import { withOrigin } from '../../../engine/runtime/audit/origin.ts';
import type { Person } from '../../../engine/runtime/changes/types.ts';
import { plainText } from '../blocks/escape.ts';
import { postCard } from '../cards/post.ts';
import type { InboxItem, Json } from '../inbox/item.ts';
import type { Handler } from '../inbox/listener.ts';
import { givenUp } from '../inbox/tell-failed.ts';
import type { SlackContext } from '../options.ts';
import { identifyPerson, slackOrigin } from '../people.ts';
import { maySpeak } from '../shared/may-speak.ts';
import { finishAnswer } from './finish.ts';
import { joinMessages } from './render/join.ts';
import { textMessages } from './render/text.ts';
import { runTurn, type Turned } from './run-turn.ts';
import { setStatus } from './set-status.ts';
import type { StreamPlace } from './stream/segments.ts';
import { showWhole } from './stream/show-whole.ts';
import { type AnswerStream, openStream } from './stream/stream.ts';

/** A mention of the app or a direct message to it, as Slack delivers it. */
interface MessageEvent {
  user?: string;
  channel: string;
  /** Of the message; it starts a thread unless it stands in one. */
  ts: string;
  thread_ts?: string;
  /** Escaped, with references. */
  text?: string;
  subtype?: string;
  bot_id?: string;
  channel_type?: string;
}

const eventOf = (body: unknown) => (body as { event: MessageEvent }).event;

/** A mention in a direct message arrives as a message too. */
export function wantsMention(body: unknown): boolean {
  const { user, channel } = eventOf(body);
  return Boolean(user) && !channel.startsWith('D');
}

/** What a person wrote to us alone; not what we wrote ourselves, nor that a message was edited. */
export function wantsMessage(body: unknown): boolean {
  const { user, subtype, bot_id: bot, channel_type: type } = eventOf(body);
  return Boolean(user) && subtype === undefined && !bot && type === 'im';
}

function placeOf({ user = '', channel, ts, thread_ts: thread = ts }: MessageEvent): StreamPlace {
  return { channel, thread, user, ts };
}

/** Answers in the message's thread. */
export const messageHandler: Handler = async (context, item) => {
  const event = eventOf(item.body);
  const place = placeOf(event);
  if (!(await maySpeak(context, item, place))) return;
  const say = async (words: string) => {
    const { channel, thread } = place;
    for (const message of textMessages(words, context))
      await item.post('answer:0', { channel, thread, ...message });
  };
  const identified = await identifyPerson(context.client, context.people, context.teamId, place.user);
  if ('refusal' in identified) return say(identified.refusal);
  const text = plainText(event.text ?? '', context.botUserId);
  if (text === '') return say('What would you like to know or change?');
  return answerAsked(context, item, { person: identified.person, text, user: place.user, place });
};

/** Says in place of the answer that there will be none. */
export const messageFailed: Handler = async (context, item) => {
  const place = placeOf(eventOf(item.body));
  await showWhole(context, item, place, textMessages(givenUp, context));
  await setStatus(context, place, 'active');
};

/** Something that one of our people asked, and where it is answered. */
export interface Asked {
  person: Person;
  text: string;
  /** The person in Slack. */
  user: string;
  /** `ts`: of the question, where it does not begin the thread. */
  place: { channel: string; thread: string; ts?: string };
}

/** Answers in a thread as the answer comes, then shows every change that it proposed. */
export async function answerAsked(
  context: SlackContext,
  item: InboxItem,
  { person, text, user, place: { channel, thread, ts = thread } }: Asked,
): Promise<void> {
  const place = { channel, thread, user, ts };
  await setStatus(context, place, 'processing');
  // Of an attempt that died nobody knows how much it has shown: the next one shows the answer when it is whole.
  const stream = item.attempt === 1 ? openStream(context, item, place) : undefined;
  const asked = {
    person,
    inPerson: true,
    via: 'slack',
    place: `slack:${channel}:${thread}`,
    text,
    turn: item.id,
    now: context.clock(),
    signal: AbortSignal.any([item.signal, item.stopped]),
  } as const;
  const turned = await withOrigin(slackOrigin(person), () =>
    item.once('answer', async () => (await runTurn(context, asked, stream, item.stopped)) as Turned & Json),
  );
  await showAnswer(context, item, { place, person, turned, stream });
  for (const id of turned.answer.changes)
    await postCard(context, id, { channel, thread, askedBy: user }, item);
}

async function showAnswer(
  context: SlackContext,
  item: InboxItem,
  shown: { place: StreamPlace; person: Person; turned: Turned; stream: AnswerStream | undefined },
): Promise<void> {
  const { place, person, stream } = shown;
  const { answer, rest } = shown.turned;
  // A judgement of what was not kept would count as one of the answer before it.
  const below = shown.turned.unkept
    ? undefined
    : await finishAnswer(context, item, { answer, person: person.id, place });
  if (await stream?.end(rest, below)) return;
  const whole = joinMessages(textMessages(answer.text, context), below ? [below] : []);
  await showWhole(context, item, place, whole, item.attempt > 1 || stream?.isInDoubt());
  await setStatus(context, place, 'active');
}

/** Only text of ours is shown; the rest goes to the log. */
export function apology(context: Pick<SlackContext, 'log'>, error: unknown): string {
  if (error instanceof TrellisError && error.mender !== 'us') return error.message;
  context.log.error({ err: error }, 'a Slack request failed');
  return 'Something went wrong on our side; it is logged. Please try again.';
}
