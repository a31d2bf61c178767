import type { Handler } from '../../inbox/listener.ts';
import { identifyPerson } from '../../people.ts';
import { readFeedback } from '../render/feedback-buttons.ts';
import { saveFeedback } from './store.ts';

const thanks = {
  good: 'Thank you. It helps me to know which answers are right.',
  bad: 'Thank you. It is kept for whoever makes my answers better; ask again in other words, and I try anew.',
};

/** Keeps what somebody of ours thinks of an answer; the last click of each counts. */
export const feedbackHandler: Handler = async (context, item) => {
  const { user, channel, message, actions } = item.body as {
    user: { id: string };
    channel?: { id: string };
    message?: { thread_ts?: string };
    actions?: { value?: string }[];
  };
  const clicked = readFeedback(actions?.[0]?.value ?? '');
  const identified = await identifyPerson(context.client, context.people, context.teamId, user.id);
  if (!clicked || !channel) return;
  const say = async (text: string) => {
    const said = await context.client.chat.postEphemeral({
      channel: channel.id,
      user: user.id,
      text,
      ...(message?.thread_ts && { thread_ts: message.thread_ts }),
    });
    return said.message_ts ?? '';
  };
  if ('refusal' in identified) return void (await item.once('refused', () => say(identified.refusal)));
  const given = { ...clicked, person: identified.person.id, now: context.clock() };
  const known = await saveFeedback(context.db, given);
  await item.once('thanked', () =>
    say(known ? thanks[clicked.verdict] : 'That answer is too old to be judged.'),
  );
};
