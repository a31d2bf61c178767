import type { Change } from '../../../engine/runtime/changes/types.ts';
import type { Message } from '../blocks/message.ts';
import type { SlackContext } from '../options.ts';
import { mayPost } from '../shared/may-speak.ts';
import { withheldCard } from '../shared/withheld.ts';
import { isGone, slackCode } from '../transport/connect.ts';
import { type CardOptions, changeCard } from './change-card.ts';
import { chartData, chartHash, chartText } from './chart.ts';
import { type Card, plannedAgain } from './store.ts';

/** Draws one card as things stand. `plain`: Slack would not take its picture. */
export async function redraw(
  context: SlackContext,
  change: Change,
  card: Card,
  note?: string,
): Promise<'drawn' | 'plain' | 'gone'> {
  // The channel may have been shared, or the permission taken back, since it was posted.
  if (!(await mayPost(context, card.channel))) return update(context, card, withheldCard());
  const data = change.status === 'proposed' ? chartData(change.plan) : undefined;
  const next = change.status === 'proposed' ? null : await plannedAgain(context.db, change.id);
  const options: CardOptions = {
    url: context.changeUrl(change.id),
    ...(note && change.status === 'proposed' && { note }),
    ...(next !== null && { plannedAgain: context.changeUrl(next) }),
  };
  if (!data || card.chart === null || card.chartOf !== chartHash(data))
    return update(context, card, changeCard(change, options));
  const chart = { file: card.chart, alt: chartText(data) };
  try {
    return await update(context, card, changeCard(change, { ...options, chart }));
  } catch (error) {
    // A picture that Slack is still looking at, or has lost, keeps nobody from approving.
    if (slackCode(error) !== 'invalid_blocks') throw error;
    const drawn = await update(context, card, changeCard(change, options));
    return drawn === 'drawn' ? 'plain' : drawn;
  }
}

/** `gone` when the message is out of reach for good. */
async function update(context: SlackContext, card: Card, message: Message): Promise<'drawn' | 'gone'> {
  try {
    await context.client.chat.update({ channel: card.channel, ts: card.ts, ...message });
    return 'drawn';
  } catch (error) {
    if (!isGone(error)) throw error;
    context.log.warn({ channel: card.channel, code: slackCode(error) }, 'a card can no longer be updated');
    return 'gone';
  }
}
