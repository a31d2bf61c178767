import { setTimeout as wait } from 'node:timers/promises';
import { openDatabase } from '../db/open-database.ts';
import { createEngine } from '../engine/runtime/engine.ts';
import { eventStream, take } from './events.ts';
import { drainFor, rateOver } from './measure.ts';

/** Given at the start, as JSON in the environment variable BENCH_ENGINE. */
export interface EngineSettings {
  url: string;
  /** Where the clock stands at its start; from there it runs as clocks do. */
  startsAt: number;
}

export type EngineTask =
  /** Ingests for some seconds, eight batches at hand. */
  | { do: 'ingest'; key: string; leads: number; seconds: number; batchSize: number }
  /** Moves the clock and takes what is due, until nothing is or the time is over. */
  | { do: 'drain'; at: number; seconds?: number }
  /** Moves the clock and works as a server's worker does, until told to stop. */
  | { do: 'work'; at: number }
  | { do: 'stop work' };

export interface EngineResult {
  /** Events, or leads taken. */
  count: number;
  perSecond: number;
  /** The most memory the process has had (bytes). */
  rss: number;
}

const settings = JSON.parse(process.env.BENCH_ENGINE ?? '') as EngineSettings;
let [clockAt, realAt] = [settings.startsAt, Date.now()];
const clock = () => clockAt + Date.now() - realAt;
const setClock = (at: number) => {
  [clockAt, realAt] = [at, Date.now()];
};
let isWorking = false;

const db = await openDatabase({ home: '', databaseUrl: settings.url });
const engine = createEngine({ db, clock });

async function run(task: EngineTask): Promise<Pick<EngineResult, 'count' | 'perSecond'>> {
  switch (task.do) {
    case 'ingest': {
      const { key, leads, seconds, batchSize } = task;
      const stream = eventStream({ leads, key, clock, hot: true });
      await engine.ingest(take(stream, batchSize));
      let count = 0;
      const perSecond = await rateOver(seconds, async () => {
        const { accepted } = await engine.ingest(take(stream, 8 * batchSize));
        count += accepted;
        return accepted;
      });
      return { count, perSecond };
    }
    case 'drain':
      setClock(task.at);
      return drain(task.seconds ?? Number.POSITIVE_INFINITY);
    case 'work':
      setClock(task.at);
      isWorking = true;
      return work();
    case 'stop work':
      isWorking = false;
      return { count: 0, perSecond: 0 };
    default:
      return task satisfies never;
  }
}

async function drain(seconds: number): Promise<Pick<EngineResult, 'count' | 'perSecond'>> {
  let count = 0;
  const perSecond = await drainFor(engine, seconds, (taken) => {
    count += taken;
  });
  return { count, perSecond };
}

/** As server/loop.ts: two batches of 200 at once, so that requests get their turn. */
async function work(): Promise<Pick<EngineResult, 'count' | 'perSecond'>> {
  const begin = performance.now();
  let count = 0;
  while (isWorking) {
    const both = await Promise.all([engine.runDue(200), engine.runDue(200)]);
    const taken = both[0] + both[1];
    count += taken;
    if (taken === 0) await wait(100);
  }
  return { count, perSecond: (count / (performance.now() - begin)) * 1000 };
}

process.on('message', ({ call, task }: { call: number; task: EngineTask }) => {
  run(task).then(
    (result) => process.send?.({ call, ...result, rss: process.resourceUsage().maxRSS * 1024 }),
    (error) => process.send?.({ call, failed: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.({ call: 0 });
