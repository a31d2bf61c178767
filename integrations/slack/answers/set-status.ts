import type { SlackContext } from '../options.ts';
import { slackCode } from '../transport/connect.ts';

/**
 * Shows in the thread that the app is at work, with the button that stops it, or that it is not any more. An app that is
 * not declared as an agent cannot, and an answer does not wait for it.
 */
export async function setStatus(
  { client, log }: Pick<SlackContext, 'client' | 'log'>,
  { channel, thread }: { channel: string; thread: string },
  status: 'processing' | 'active',
): Promise<void> {
  try {
    await client.agents.sessions.setStatus({ channel_id: channel, thread_ts: thread, status });
  } catch (error) {
    log.info({ code: slackCode(error) ?? 'unreachable' }, 'the status of a thread could not be set in Slack');
  }
}
