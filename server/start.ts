import { TrellisError } from '../db/errors.ts';
import { createApp } from './app.ts';
import { compose } from './compose.ts';
import type { Config } from './config.ts';
import { type FirstStart, prepareInstallation } from './first-start.ts';
import type { Installation } from './installation.ts';
import { listen } from './listen.ts';
import { startLoop } from './loop.ts';
import { liveOwner, publishOwner } from './owner.ts';
import { createSlackDoor } from './slack-door.ts';
import { whenFree } from './when-free.ts';

export interface StartOptions {
  /** Run timers and deliveries here; a server beside other workers need not. Default true. */
  work?: boolean;
  /** Create the demo company at the first start. */
  demo?: boolean;
  /** Told in words how far the start is. */
  progress?: (line: string) => void;
  clock?: () => number;
}

export interface Running extends FirstStart {
  installation: Installation;
  /** As people reach it. */
  url: string;
  /** Lets requests and deliveries under way finish, then releases the data folder. */
  stop(): Promise<void>;
}

/** Starts the server of a data folder and publishes it there. Throws `home.owned` when another process has it. */
export async function start(config: Config, options: StartOptions = {}): Promise<Running> {
  const { work = true, demo = config.TRELLIS_DEMO, progress } = options;
  if (!config.DATABASE_URL) refuseSecondOwner(config.TRELLIS_HOME);
  const listener = await listen(config.HOST, config.PORT);
  const undo: (() => unknown)[] = [() => listener.close()];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const composed = () =>
      compose(config, {
        localUrl: listener.url,
        ...(options.clock && { clock: options.clock }),
      });
    const installation = await whenFree(composed);
    undo.unshift(() => installation.close());
    const closing = new AbortController();
    const slackDoor = createSlackDoor();
    const app = createApp(installation, {
      mcp: { closing: closing.signal },
      ...(config.SLACK_SIGNING_SECRET && { slack: slackDoor.answer }),
    });
    listener.serve((request, env) => app.fetch(request, env));
    undo.push(() => closing.abort());
    undo.push(
      publishOwner(config.TRELLIS_HOME, {
        pid: process.pid,
        url: listener.url,
        token: installation.secrets.ownerToken,
      }),
    );
    // Before the listener waits for the requests under way: some wait for the feed.
    undo.push(() => installation.feed.close());
    const first = await prepareInstallation(installation, { demo, ...(progress && { progress }) });
    if (work) {
      const loop = startLoop(installation);
      undo.push(() => loop.stop());
    }
    if (config.SLACK_BOT_TOKEN) {
      const { connectSlack } = await import('./slack.ts');
      undo.push(await connectSlack(installation, { door: slackDoor }));
    }
    return { ...first, installation, url: installation.publicUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function refuseSecondOwner(home: string): void {
  const owner = liveOwner(home);
  if (!owner) return;
  throw new TrellisError(
    'home.owned',
    `${home} belongs to process ${owner.pid}, which answers at ${owner.url}: use that one, stop it, or set TRELLIS_HOME to another folder.`,
    { mender: 'operator' },
  );
}
