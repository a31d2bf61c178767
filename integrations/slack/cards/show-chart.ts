import type { Change } from '../../../engine/runtime/changes/types.ts';
import type { Handler } from '../inbox/listener.ts';
import type { SlackContext } from '../options.ts';
import { uploadPng } from '../transport/upload.ts';
import { chartData, chartHash, chartText, drawChart } from './chart.ts';
import { redraw } from './redraw.ts';
import { type Card, cardAt, knownChart, saveChart } from './store.ts';

export const chartKind = 'own:chart';

interface Owed {
  card: { channel: string; ts: string };
  note: string | null;
}

/**
 * Owes an open card the picture of its figures. It comes after the card, by itself: nobody waits for a picture to
 * approve, and the words say the same.
 */
export async function oweChart(
  { inbox }: Pick<SlackContext, 'inbox'>,
  change: Change,
  { channel, ts, chartOf }: Pick<Card, 'channel' | 'ts' | 'chartOf'>,
  note?: string,
): Promise<void> {
  const data = change.status === 'proposed' ? chartData(change.plan) : undefined;
  if (!data || chartHash(data) === chartOf) return;
  const id = `chart:${channel}:${ts}:${chartHash(data)}`;
  const body: Owed = { card: { channel, ts }, note: note ?? null };
  await inbox.add({ id, kind: chartKind, place: `chart:${channel}:${ts}`, body });
}

/** Draws and uploads it, once for all cards that show the same, and draws the card anew. */
export const chartHandler: Handler = async (context, item) => {
  const { card: at, note } = item.body as Owed;
  const card = await cardAt(context.db, at.channel, at.ts);
  const change = card && (await context.changes.get(card.changeId));
  const data = change?.status === 'proposed' ? chartData(change.plan) : undefined;
  if (!card || !change || !data) return;
  const chartOf = chartHash(data);
  const chart =
    (await knownChart(context.db, change.id, chartOf)) ??
    (await item.once('file', async () => {
      const bytes = await drawChart(data);
      return uploadPng(context, { bytes, name: 'what-it-would-have-done.png', alt: chartText(data) });
    }));
  await saveChart(context.db, card, { chart, chartOf });
  const drawn = await redraw(context, change, { ...card, chart, chartOf }, note ?? undefined);
  // Slack looks at a new picture for some seconds before it shows it; the inbox comes back.
  if (drawn === 'plain') throw new Error('Slack does not take the picture of a card yet');
};
