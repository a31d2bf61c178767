import { startSlack } from '../integrations/slack/index.ts';
import { findByEmail } from './auth/people.ts';
import type { Installation } from './installation.ts';
import { pictureDrawer } from './slack/draw-picture.ts';
import { homeSource } from './slack/home.ts';

/** Connects the Slack app whose tokens are configured; gives what disconnects it. */
export async function connectSlack(installation: Installation): Promise<() => Promise<void>> {
  const { config, db, changes, services, log, clock, agent } = installation;
  const slack = await startSlack({
    config: { botToken: config.SLACK_BOT_TOKEN ?? '', appToken: config.SLACK_APP_TOKEN ?? '' },
    agent: { answer: async (request) => (await agent()).answer(request) },
    changes,
    people: { findByEmail: (email) => findByEmail(db, email) },
    db,
    changeUrl: services.changeUrl,
    drawPicture: pictureDrawer(installation),
    home: homeSource(installation),
    log,
    clock,
  });
  return () => slack.stop();
}
