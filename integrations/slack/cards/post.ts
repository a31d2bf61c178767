import type { Change } from '../../../engine/runtime/changes/types.ts';
import type { InboxItem } from '../inbox/item.ts';
import { tellAuthor } from '../notices/tell-author.ts';
import type { SlackContext } from '../options.ts';
import { changeCard } from './change-card.ts';
import { redraw } from './redraw.ts';
import { oweChart } from './show-chart.ts';
import { allCards, type Card, openCards, outdatedChanges, saveCard } from './store.ts';

/** Where a card is to stand, and who asked for it there, in Slack. */
export interface CardPlace {
  channel: string;
  thread: string;
  askedBy?: string;
}

/** Shows a change in a thread. The card can be clicked once it is recorded; a click before that is sent to the page. */
export async function postCard(
  context: Pick<SlackContext, 'changes' | 'db' | 'changeUrl' | 'inbox'>,
  changeId: string,
  { askedBy, ...place }: CardPlace,
  item: Pick<InboxItem, 'post'>,
): Promise<void> {
  const change = await context.changes.get(changeId);
  const message = changeCard(change, { url: context.changeUrl(change.id) });
  const { channel, ts } = await item.post(`card:${change.id}`, { ...place, ...message });
  const card = {
    channel,
    ts,
    changeId: change.id,
    editHash: change.editHash,
    planHash: change.planHash,
    thread: place.thread,
    askedBy: askedBy ?? null,
    ...shownOf(change),
  };
  await saveCard(context.db, card);
  await oweChart(context, change, { ...card, chartOf: null });
}

/** Brings every open card of the change up to date: a settled one loses its buttons wherever it stands. */
export async function refreshCards(context: SlackContext, changeId: string, note?: string): Promise<void> {
  const change = await context.changes.get(changeId);
  const shown = shownOf(change);
  for (const card of await openCards(context.db, change.id)) {
    // Shown first, recorded after: a click in between approves the old hashes and is refused as stale.
    const drawn = await redraw(context, change, card, note);
    if (drawn !== 'gone' && shown.settled) await tellAuthor(context, change, card);
    const { editHash, planHash } = change;
    const settled = shown.settled || drawn === 'gone';
    await saveCard(context.db, { ...card, editHash, planHash, ...shown, settled });
    if (drawn !== 'gone') await oweChart(context, change, card, note);
  }
}

/** Draws every card of the change anew, the settled ones too. */
export async function redrawCards(context: SlackContext, changeId: string): Promise<void> {
  const change = await context.changes.get(changeId);
  for (const card of await allCards(context.db, change.id)) await redraw(context, change, card);
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
