import { startSlack } from '../integrations/slack/index.ts';
import type { SlackOptions } from '../integrations/slack/options.ts';
import { findByEmail } from './auth/people.ts';
import { createCardDesk } from './card-desk.ts';
import type { Installation } from './installation.ts';
import { slackPort } from './posts/slack-port.ts';
import { failPost } from './posts/store.ts';
import { createSalesDesk } from './sales-desk.ts';
import { pictureDrawer } from './slack/draw-picture.ts';
import { homeSource } from './slack/home.ts';
import type { SlackDoor } from './slack-door.ts';

/** Connects the Slack app whose tokens are configured, to another Web API than Slack’s own with `apiUrl`; gives what disconnects it. */
export async function connectSlack(
  installation: Installation,
  { apiUrl, door }: { apiUrl?: string; door?: SlackDoor } = {},
): Promise<() => Promise<void>> {
  const { config, ...options } = slackOptions(installation);
  const slack = await startSlack({
    ...options,
    config: { ...config, ...(apiUrl !== undefined && { apiUrl }) },
  });
  if (slack.http) door?.open(slack.http);
  const disconnect = installation.telling.connectSlack(slackPort(slack.posts));
  return () => {
    disconnect();
    return slack.stop();
  };
}

/** The parts of the product that Slack works with. */
export function slackOptions(installation: Installation): SlackOptions {
  const { config, db, changes, services, log, clock, agent, telling } = installation;
  return {
    config: {
      botToken: config.SLACK_BOT_TOKEN ?? '',
      ...(config.SLACK_APP_TOKEN && { appToken: config.SLACK_APP_TOKEN }),
      ...(config.SLACK_SIGNING_SECRET && { signingSecret: config.SLACK_SIGNING_SECRET }),
      ...(config.SLACK_API_URL && { apiUrl: config.SLACK_API_URL }),
    },
    agent: {
      answer: async (request) => (await agent()).answer(request),
      async *stream(request) {
        yield* (await agent()).stream(request);
      },
    },
    changes,
    desk: createCardDesk(installation),
    sales: createSalesDesk(installation),
    people: { findByEmail: (email) => findByEmail(db, email) },
    db,
    digests: { orders: telling.orders, failed: (key, reason) => failPost(db, key, reason, clock()) },
    changeUrl: services.changeUrl,
    drawPicture: pictureDrawer(installation),
    home: homeSource(installation),
    log,
    clock,
  };
}
