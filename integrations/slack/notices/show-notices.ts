import type { Handler } from '../inbox/listener.ts';
import type { SlackContext } from '../options.ts';
import { mayPost } from '../shared/may-speak.ts';
import { withheldCard } from '../shared/withheld.ts';
import { isGone, slackCode } from '../transport/connect.ts';
import {
  collectNotices,
  forgetNoticeCard,
  type NoticeCard,
  outdatedCards,
  readNotice,
  saveNoticeCard,
  shownOf,
  unshownNotices,
  wakeSnoozed,
} from './notice-store.ts';
import { erasedCard, salesCard } from './sales-card.ts';

export const noticeKind = 'own:notice';

interface Owed {
  id: string;
  round: number;
  channel: string;
}

/** Owes each channel the tasks and notices that are routed to it, and what was snoozed until now. */
export async function oweNotices(context: SlackContext): Promise<void> {
  const { db, inbox, clock } = context;
  const now = clock();
  await collectNotices(db, now);
  await wakeSnoozed(db, now);
  for (const owed of await unshownNotices(db, now)) {
    // Where people of another company read, nothing until an admin of ours allows it; then what is waiting.
    if (!(await mayPost(context, owed.channel))) continue;
    const id = `notice:${owed.id}:${owed.round}:${owed.channel}`;
    await inbox.add({ id, kind: noticeKind, place: `notice:${owed.id}`, body: owed });
  }
}

/** Posts one, as it stands by then. */
export const noticeHandler: Handler = async (context, item) => {
  const { id, round, channel } = item.body as Owed;
  const notice = await readNotice(context.db, id);
  if (!notice || notice.round !== round) return;
  if (!(await mayPost(context, channel))) {
    context.log.warn({ channel }, 'a notice is not shown where people of another company read it');
    return;
  }
  const message = await messageOf(context, id);
  if (!message) return;
  const posted = await item.post('notice', { channel, ...message });
  await saveNoticeCard(context.db, { ...posted, notice: id, round, shown: shownOf(notice) });
};

/** Brings cards up to date: what was settled loses its buttons, and who was erased vanishes. Of one notice, or of all. */
export async function refreshNotices(context: SlackContext, notice?: string): Promise<void> {
  for (const card of await outdatedCards(context.db, notice)) await redraw(context, card);
}

async function redraw(context: SlackContext, card: NoticeCard): Promise<void> {
  const { db, client, log } = context;
  const notice = await readNotice(db, card.notice);
  const shown = (await messageOf(context, card.notice, card.round)) ?? erasedCard();
  const message = (await mayPost(context, card.channel)) ? shown : withheldCard();
  try {
    await client.chat.update({ channel: card.channel, ts: card.ts, ...message });
  } catch (error) {
    if (!isGone(error)) throw error;
    log.warn({ channel: card.channel, code: slackCode(error) }, 'a notice can no longer be updated');
    return forgetNoticeCard(db, card);
  }
  if (notice) await saveNoticeCard(db, { ...card, shown: shownOf(notice) });
  else await forgetNoticeCard(db, card);
}

/** Undefined when its lead is gone. `round`: of the card, when it is an older one than the notice's. */
async function messageOf({ db, sales }: SlackContext, id: string, round?: number) {
  const notice = await readNotice(db, id);
  const lead = notice && (await sales.facts(notice.leadId, notice.effect));
  if (!notice || !lead) return undefined;
  const old = round !== undefined && round < notice.round;
  return salesCard(notice, lead, { url: sales.leadUrl(notice.leadId), old });
}
