import type { InboxItem } from '../inbox/item.ts';
import type { SlackContext } from '../options.ts';
import { isShared } from './is-shared.ts';
import { knowShared, noteTold } from './store.ts';

const sentence =
  'People of another company read this channel, so I say nothing here until an admin of Trellis allows it with `/trellis share on`.';

/** Whether a channel may be told anything of ours: it is ours alone, or an admin of ours allows it although it is not. */
export async function mayPost(
  context: Pick<SlackContext, 'client' | 'clock' | 'log' | 'db'>,
  channel: string,
  shared?: boolean,
): Promise<boolean> {
  if (!(shared ?? (await isShared(context, channel)))) return true;
  return (await knowShared(context.db, channel, context.clock())).allowedBy !== null;
}

/** The same where somebody wrote to us; says once in a channel why nothing is said. */
export async function maySpeak(
  context: SlackContext,
  item: InboxItem,
  { channel, thread }: { channel: string; thread: string },
): Promise<boolean> {
  // Slack says so with every event.
  const { is_ext_shared_channel: shared } = item.body as { is_ext_shared_channel?: boolean };
  if (await mayPost(context, channel, shared)) return true;
  const { toldAt } = await knowShared(context.db, channel, context.clock());
  if (toldAt === null) {
    await item.post('shared', { channel, thread, text: sentence });
    await noteTold(context.db, channel, context.clock());
  }
  return false;
}
