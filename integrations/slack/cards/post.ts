import type { Change } from '../../../engine/runtime/changes/types.ts';
import type { InboxItem } from '../inbox/item.ts';
import type { SlackContext } from '../options.ts';
import { slackCode } from '../transport/connect.ts';
import { changeCard } from './change-card.ts';
import { type Card, openCards, outdatedChanges, saveCard } from './store.ts';

/** Shows a change in a thread. The card can be clicked once it is recorded; a click before that is sent to the page. */
export async function postCard(
  context: Pick<SlackContext, 'changes' | 'db' | 'changeUrl'>,
  changeId: string,
  place: { channel: string; thread: string },
  item: Pick<InboxItem, 'post'>,
): Promise<void> {
  const change = await context.changes.get(changeId);
  const message = changeCard(change, { url: context.changeUrl(change.id) });
  const { channel, ts } = await item.post(`card:${change.id}`, { ...place, ...message });
  await saveCard(context.db, {
    channel,
    ts,
    changeId: change.id,
    editHash: change.editHash,
    planHash: change.planHash,
    ...shownOf(change),
  });
}

/** Brings every open card of the change up to date: a settled one loses its buttons wherever it stands. */
export async function refreshCards(context: SlackContext, changeId: string, note?: string): Promise<void> {
  const change = await context.changes.get(changeId);
  const shown = shownOf(change);
  const message = changeCard(change, {
    url: context.changeUrl(change.id),
    ...(note && change.status === 'proposed' && { note }),
  });
  for (const card of await openCards(context.db, change.id)) {
    // Shown first, recorded after: a click in between approves the old hashes and is refused as stale.
    const gone = !(await update(context, card, message));
    const { editHash, planHash } = change;
    await saveCard(context.db, { ...card, editHash, planHash, ...shown, settled: shown.settled || gone });
  }
}

/** What a card of it shows; a scheduled one can still come back and is looked after. */
function shownOf({ status, returned, comments = [] }: Change): Pick<Card, 'settled' | 'state' | 'comments'> {
  const settled = status !== 'proposed' && status !== 'scheduled';
  return { settled, state: `${status}${returned ? ':returned' : ''}`, comments: comments.length };
}

/** Catches up with what was settled, planned again or said on the page or in a terminal. */
export async function refreshOutdated(context: SlackContext): Promise<void> {
  for (const { id, replanned } of await outdatedChanges(context.db)) {
    await refreshCards(context, id, replanned ? 'It was planned again since it was shown here.' : undefined);
  }
}

const goneCodes = new Set([
  'message_not_found',
  'channel_not_found',
  'is_archived',
  'cant_update_message',
  'not_in_channel',
]);

/** False when the message is out of reach for good. */
async function update(context: SlackContext, card: Card, message: { text: string }): Promise<boolean> {
  try {
    await context.client.chat.update({ channel: card.channel, ts: card.ts, ...message });
    return true;
  } catch (error) {
    const code = slackCode(error);
    if (code === undefined || !goneCodes.has(code)) throw error;
    context.log.warn({ channel: card.channel, code }, 'a card can no longer be updated');
    return false;
  }
}
