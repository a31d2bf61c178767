import { refreshOutdated } from './cards/post.ts';
import { tellReturned } from './notices/tell-returned.ts';
import type { SlackContext, SlackOptions } from './options.ts';
import { createApp, listen, type Run } from './transport/app.ts';
import { openSocket, whoWeAre } from './transport/connect.ts';

/** How often we catch up with what was done on the page, in a terminal or by the worker. */
const refreshEveryMs = 10_000;

export interface Slack {
  /** Brings cards up to date with what was done elsewhere, and tells whose scheduled changes came back, now. */
  refresh(): Promise<void>;
  /** Disconnects and waits for the answers under way. */
  stop(): Promise<void>;
}

/** Connects to Slack over Socket Mode and serves until stopped. Throws `slack.refused` or `slack.unreachable`. */
export async function startSlack(options: SlackOptions): Promise<Slack> {
  const { config, clock = Date.now, log, ...rest } = options;
  const us = await whoWeAre(config);
  const app = createApp(config, us, log);
  const context: SlackContext = { ...rest, ...us, log, clock, client: app.client };

  const underWay = new Set<Promise<void>>();
  const run: Run = (work) => {
    const done = work()
      .catch((error: unknown) => log.error({ err: error }, 'a Slack request failed'))
      .finally(() => underWay.delete(done));
    underWay.add(done);
  };
  listen(app, context, run);
  await openSocket(app);
  const refresh = async () => {
    await refreshOutdated(context);
    await tellReturned(context);
  };
  const timer = setInterval(() => run(refresh), refreshEveryMs);
  timer.unref();
  return {
    refresh,
    async stop() {
      clearInterval(timer);
      await app.stop();
      await Promise.all(underWay);
    },
  };
}
