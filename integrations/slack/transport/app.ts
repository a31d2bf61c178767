import { App, type BlockAction, type ButtonAction, webApi } from '@slack/bolt';
import { answerMessage } from '../answers/answer-message.ts';
import { approveAction, rejectAction } from '../cards/change-card.ts';
import { approveClicked, type Click, rejectClicked } from '../cards/settle.ts';
import type { SlackConfig, SlackContext, SlackOptions } from '../options.ts';
import { clientOptions } from './connect.ts';
import { boltLogger } from './log.ts';

/** Runs a handler without making Slack wait for it; failures go to the log. */
export type Run = (work: () => Promise<void>) => void;

/** The Bolt app over Socket Mode, known to Slack as `us`. It connects when started. */
export function createApp(
  config: SlackConfig,
  us: { botUserId: string; botId: string },
  log: SlackOptions['log'],
): App {
  return new App({
    token: config.botToken,
    appToken: config.appToken,
    socketMode: true,
    // Asked already, by `whoWeAre`.
    tokenVerificationEnabled: false,
    botUserId: us.botUserId,
    botId: us.botId,
    // Our conversations are kept in the database.
    convoStore: false,
    logger: boltLogger(log),
    clientOptions: {
      ...clientOptions(config),
      retryConfig: webApi.retryPolicies.fiveRetriesInFiveMinutes,
    },
  });
}

/** Mentions in channels, direct messages, and the two buttons of a card. */
export function listen(app: App, context: SlackContext, run: Run): void {
  app.event('app_mention', async ({ event, body }) => {
    const { user, channel, ts, thread_ts: threadTs, text } = event;
    if (user && !isDirect(channel)) {
      run(() => answerMessage(context, { eventId: body.event_id, user, channel, ts, threadTs, text }));
    }
  });
  app.event('message', async ({ event, body }) => {
    if (event.subtype !== undefined || event.channel_type !== 'im' || event.bot_id) return;
    const { user, channel, ts, thread_ts: threadTs, text = '' } = event;
    run(() => answerMessage(context, { eventId: body.event_id, user, channel, ts, threadTs, text }));
  });
  app.action<BlockAction<ButtonAction>>(approveAction, async ({ ack, body, action }) => {
    await ack();
    run(() => approveClicked(context, clickOf(body, action)));
  });
  app.action<BlockAction<ButtonAction>>(rejectAction, async ({ ack, body, action }) => {
    await ack();
    run(() => rejectClicked(context, clickOf(body, action)));
  });
}

/** A mention in a direct message arrives as a message too. */
function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}

function clickOf(body: BlockAction, action: ButtonAction): Click {
  return {
    user: body.user.id,
    channel: body.channel?.id ?? '',
    ts: body.message?.ts ?? '',
    threadTs: body.message?.thread_ts as string | undefined,
    value: action.value ?? '',
    blockId: action.block_id,
  };
}
