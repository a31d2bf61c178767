import { postCard } from '../cards/post.ts';
import type { InboxItem } from '../inbox/item.ts';
import type { Handler } from '../inbox/listener.ts';
import type { SlackContext } from '../options.ts';
import { identifyPerson } from '../people.ts';

/** Shows the card of a change in the direct message with whoever asks for it. */
export async function showCard(
  context: SlackContext,
  item: InboxItem,
  user: string,
  changeId: string,
): Promise<void> {
  const root = await item.post(`card-root:${changeId}`, {
    channel: user,
    text: 'Here is the change you asked for.',
  });
  await postCard(context, changeId, { channel: root.channel, thread: root.ts }, item);
}

/** A click on “Show card”, on the home tab or in an answer to `/trellis pending`. */
export const showCardHandler: Handler = async (context, item) => {
  const { user, actions } = item.body as { user: { id: string }; actions?: { value?: string }[] };
  const identified = await identifyPerson(context.client, context.people, context.teamId, user.id);
  const changeId = actions?.[0]?.value;
  if ('refusal' in identified || identified.person.role === 'viewer' || !changeId) return;
  await showCard(context, item, user.id, changeId);
};
