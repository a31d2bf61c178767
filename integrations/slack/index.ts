import { refreshOutdated } from './cards/post.ts';
import { createSlackPosts, type SlackPosts } from './digests/port.ts';
import { refreshHomes } from './home/publish.ts';
import { listeners } from './inbox/handlers.ts';
import { createReceive } from './inbox/receive.ts';
import { startWorker } from './inbox/worker.ts';
import { oweNotices, refreshNotices } from './notices/show-notices.ts';
import { tellReturned } from './notices/tell-returned.ts';
import type { SlackContext, SlackOptions } from './options.ts';
import { createClient, whoWeAre } from './transport/connect.ts';
import { createHttpTransport, type SlackHttp } from './transport/http.ts';
import { openSocketTransport } from './transport/socket.ts';

/** How often we catch up with what was done on the page, in a terminal or by the worker. */
const refreshEveryMs = 10_000;

export interface Slack {
  /** Takes out digests and alerts. */
  posts: SlackPosts;
  /** Answers what Slack sends by HTTP; absent without a signing secret. */
  http?: SlackHttp;
  /** Brings cards up to date with what was done elsewhere, tells whose scheduled changes came back, and works the inbox off, now. */
  refresh(): Promise<void>;
  /** Disconnects and waits for what is under way. */
  stop(): Promise<void>;
}

/** Connects to Slack and serves until stopped. Throws `slack.refused` or `slack.unreachable`. */
export async function startSlack(options: SlackOptions): Promise<Slack> {
  const { config, clock = Date.now, log, ...rest } = options;
  const client = createClient(config, log);
  const us = await whoWeAre(client);
  const known = { ...rest, ...us, log, clock, client };
  const worker = startWorker(known, listeners);
  const context: SlackContext = { ...known, inbox: worker };
  const receive = createReceive(context, listeners);
  const { appToken, signingSecret } = config;
  // Both may be open while an app is moved from one to the other: what comes twice is one row.
  const http = signingSecret ? createHttpTransport({ signingSecret, clock, log }, receive) : undefined;
  const socket = appToken
    ? await openSocketTransport({ ...config, appToken }, receive, log).catch(async (error: unknown) => {
        await worker.stop();
        throw error;
      })
    : undefined;

  let catchingUp: Promise<void> | undefined;
  const catchUp = async () => {
    await refreshOutdated(context);
    await tellReturned(context);
    await refreshHomes(context);
    await oweNotices(context);
    await refreshNotices(context);
  };
  const timer = setInterval(() => {
    catchingUp ??= catchUp()
      .catch((error: unknown) => log.error({ err: error }, 'Slack was not brought up to date'))
      .finally(() => {
        catchingUp = undefined;
      });
  }, refreshEveryMs);
  timer.unref();
  return {
    posts: createSlackPosts(context),
    ...(http && { http }),
    async refresh() {
      await catchUp();
      await worker.drained();
    },
    async stop() {
      clearInterval(timer);
      await socket?.stop();
      await worker.stop();
      await catchingUp;
    },
  };
}
