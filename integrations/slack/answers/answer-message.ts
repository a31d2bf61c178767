import type { AgentAnswer } from '../../../agent/agent.ts';
import { TrellisError } from '../../../db/errors.ts';
import { withOrigin } from '../../../engine/runtime/audit/origin.ts';
import type { Person } from '../../../engine/runtime/changes/types.ts';
import { plainText } from '../blocks/escape.ts';
import type { Message } from '../blocks/message.ts';
import { postCard } from '../cards/post.ts';
import type { InboxItem } from '../inbox/item.ts';
import type { Handler } from '../inbox/listener.ts';
import type { SlackContext } from '../options.ts';
import { identifyPerson, slackOrigin } from '../people.ts';
import { finishAnswer, postAnswer } from './finish.ts';
import { joinMessages } from './render/join.ts';
import { textMessages } from './render/text.ts';

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

/** Answers in the message's thread. */
export const messageHandler: Handler = async (context, item) => {
  const { user = '', channel, ts, thread_ts: thread = ts, text: written = '' } = eventOf(item.body);
  const place = { channel, thread };
  const identified = await identifyPerson(context.client, context.people, context.teamId, user);
  if ('refusal' in identified) return say(context, item, place, textMessages(identified.refusal, context));

  const text = plainText(written, context.botUserId);
  if (text === '')
    return say(context, item, place, textMessages('What would you like to know or change?', context));
  return answerAsked(context, item, { person: identified.person, text, user, place });
};

/** Something that one of our people asked, and where it is answered. */
export interface Asked {
  person: Person;
  text: string;
  /** The person in Slack. */
  user: string;
  place: { channel: string; thread: string };
}

/** Answers in a thread, then shows every change that the answer proposed. */
export async function answerAsked(
  context: SlackContext,
  item: InboxItem,
  { person, text, user, place }: Asked,
): Promise<void> {
  const asked = {
    person,
    inPerson: true,
    via: 'slack',
    place: `slack:${place.channel}:${place.thread}`,
    text,
    now: context.clock(),
  } as const;
  let answer: AgentAnswer;
  try {
    answer = await withOrigin(slackOrigin(person), () => context.agent.answer(asked));
  } catch (error) {
    return say(context, item, place, textMessages(apology(context, error), context));
  }
  const below = await finishAnswer(context, item, { answer, person: person.id, place });
  await say(context, item, place, joinMessages(textMessages(answer.text, context), [below]));
  for (const id of answer.changes) await postCard(context, id, { ...place, askedBy: user }, item);
}

/** Posts messages in their order, each once. */
async function say(
  context: SlackContext,
  item: InboxItem,
  place: { channel: string; thread: string },
  messages: readonly Message[],
): Promise<void> {
  for (const [index, message] of messages.entries())
    await postAnswer(context, item, `answer:${index}`, { ...place, ...message });
}

/** Only text of ours is shown; the rest goes to the log. */
export function apology(context: Pick<SlackContext, 'log'>, error: unknown): string {
  if (error instanceof TrellisError && error.mender !== 'us') return error.message;
  context.log.error({ err: error }, 'a Slack request failed');
  return 'Something went wrong on our side; it is logged. Please try again.';
}
