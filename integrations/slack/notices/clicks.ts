import type { Person } from '../../../engine/runtime/changes/types.ts';
import { type Click, clickOf, metadataOf, submissionOf, triggerOf, whisper } from '../inbox/click.ts';
import { clickerOf } from '../inbox/clicker.ts';
import type { InboxItem } from '../inbox/item.ts';
import { openModal } from '../inbox/late-modal.ts';
import type { Listener } from '../inbox/listener.ts';
import type { SlackContext } from '../options.ts';
import { notFitCallback, notFitModal } from './not-fit-modal.ts';
import { identityOf, noticeCardAt, readNotice, settleNotice } from './notice-store.ts';
import { claimAction, notFitAction, snoozeAction } from './sales-card.ts';
import { misfits, type SalesDeed, salesEvent } from './sales-events.ts';
import { noticeHandler, noticeKind, refreshNotices } from './show-notices.ts';
import { snoozedUntil, snoozes } from './snooze-until.ts';

/** What sales do with a notice. Anybody of ours may: it is what they did, and the approved program says what follows. */
export const noticeListeners: Readonly<Record<string, Listener>> = {
  [noticeKind]: { handle: noticeHandler },
  [`action:${claimAction}`]: {
    handle: (context, item) => settle(context, item, clickOf(item.body), { did: 'claimed' }),
  },
  [`action:${snoozeAction}`]: {
    handle: async (context, item) => {
      const click = clickOf(item.body);
      const snooze = snoozes.find(({ days }) => String(days) === click.value);
      if (snooze) await settle(context, item, click, { did: 'snoozed', days: snooze.days });
    },
  },
  [`action:${notFitAction}`]: {
    // Who may is asked when it is submitted: the modal shows nothing of the lead.
    atOnce: async (context, body) => {
      await openModal(context, triggerOf(body), notFitModal(metadataOf(clickOf(body))));
      return undefined;
    },
  },
  [`view:${notFitCallback}`]: {
    handle: async (context, item) => {
      const { click, values } = submissionOf(item.body);
      const reason = misfits.find(({ value }) => value === values.reason)?.value ?? 'other';
      await settle(context, item, click, { did: 'not_fit', reason, note: values.note?.trim() || undefined });
    },
  },
};

/** The first one counts: written down, told the engine, and shown wherever the notice stands. */
async function settle(context: SlackContext, item: InboxItem, click: Click, deed: SalesDeed): Promise<void> {
  const { db, sales, clock } = context;
  const person = await clickerOf(context, click);
  if (!person) return;
  const card = await noticeCardAt(db, click.channel, click.ts);
  const notice = card && (await readNotice(db, card.notice));
  if (!card || !notice) return whisper(context, click, 'I have no record of this any more.');
  // The round of the card that was clicked: an older one has been shown anew.
  const settled = { id: notice.id, round: card.round, item: item.id, by: person.id, slackUser: click.user };
  const now = item.receivedAt;
  const isOurs = await settleNotice(db, { ...settled, ...stateOf(deed, person, now), now });
  if (isOurs) {
    const lead = await identityOf(db, notice.leadId);
    if (lead)
      await sales.ingest([salesEvent(deed, notice, lead, { by: person, now: Math.min(now, clock()) })]);
  } else {
    const who = (await readNotice(db, notice.id))?.byName ?? 'somebody';
    await whisper(context, click, `${who} was first: see what the card says now.`);
  }
  await refreshNotices(context, notice.id);
}

function stateOf(deed: SalesDeed, { timeZone }: Person, now: number) {
  switch (deed.did) {
    case 'claimed':
      return { state: 'claimed' } as const;
    case 'snoozed':
      return { state: 'snoozed', until: snoozedUntil(deed.days, now, timeZone) } as const;
    case 'not_fit':
      return { state: 'not_fit', reason: deed.reason, note: deed.note } as const;
  }
}
