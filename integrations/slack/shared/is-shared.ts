import type { SlackContext } from '../options.ts';
import { slackCode } from '../transport/connect.ts';

/** How long (ms) an answer of Slack's is believed. */
const believedMs = 10 * 60_000;
const known = new WeakMap<object, Map<string, { shared: boolean; at: number }>>();

/**
 * Whether people of another company read a channel. Direct messages are between us and one person, who is looked at by
 * themselves. Where Slack does not tell, for instance of a channel that the app is not in, it counts as shared.
 */
export async function isShared(
  { client, clock, log }: Pick<SlackContext, 'client' | 'clock' | 'log'>,
  channel: string,
): Promise<boolean> {
  if (/^[DUW]/.test(channel)) return false;
  const answers = known.get(client) ?? new Map<string, { shared: boolean; at: number }>();
  known.set(client, answers);
  const before = answers.get(channel);
  if (before && Math.abs(clock() - before.at) < believedMs) return before.shared;
  const shared = await client.conversations.info({ channel }).then(
    ({ channel: about }) => Boolean(about?.is_ext_shared || about?.is_pending_ext_shared),
    (error: unknown) => {
      if (slackCode(error) === undefined) throw error;
      log.warn({ channel, code: slackCode(error) }, 'Slack does not tell whether a channel is shared');
      return true;
    },
  );
  answers.set(channel, { shared, at: clock() });
  return shared;
}
