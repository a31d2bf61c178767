import { type App, type ReceiverEvent, SocketModeReceiver, webApi } from '@slack/bolt';
import type { Receive } from '../inbox/receive.ts';
import type { Log, SlackConfig } from '../options.ts';
import { clientOptions, openSocket } from './connect.ts';
import { boltLogger } from './log.ts';

export interface Transport {
  stop(): Promise<void>;
}

/**
 * Socket Mode: Slack sends over a connection that we open. Bolt's receiver alone, without its App: that acknowledges
 * events before anybody has seen them. Throws `slack.refused` or `slack.unreachable`.
 */
export async function openSocketTransport(
  config: SlackConfig & { appToken: string },
  receive: Receive,
  log: Log,
): Promise<Transport> {
  const receiver = new SocketModeReceiver({
    appToken: config.appToken,
    logger: boltLogger(log),
    // Of the connection alone: it is opened anew again and again, and nothing is said twice by that.
    installerOptions: {
      clientOptions: {
        ...clientOptions(config),
        retryConfig: webApi.retryPolicies.fiveRetriesInFiveMinutes,
        rejectRateLimitedCalls: false,
      },
    },
    // What is not acknowledged Slack sends again.
    processEventErrorHandler: async ({ error }) => {
      log.error({ err: error }, 'what Slack sent was not taken');
      return false;
    },
  });
  const processEvent = async ({ body, ack }: ReceiverEvent) => ack(await receive(body));
  receiver.init({ processEvent } as unknown as App);
  await openSocket(receiver);
  return {
    stop: async () => {
      await receiver.stop();
    },
  };
}
