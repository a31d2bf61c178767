import { setTimeout as wait } from 'node:timers/promises';
import type { Installation } from './installation.ts';

/** How long (ms) to rest when nothing was due, and after an error. */
const restMs = 1_000;
const restAfterErrorMs = 10_000;
/** Leads and effects taken at a time; between two takings requests get their turn. */
const takeAtMost = 200;
/** Between two rounds of the database's upkeep (ms); the first comes this long after the start. */
const upkeepMs = 3_600_000;

export interface Loop {
  /** Ends after what is under way. */
  stop(): Promise<void>;
}

/**
 * The worker: takes what is due, then sends what is due, and rests when there was nothing; once an hour it looks
 * after the database. Any number of processes
 * may run it on one database.
 */
export function startLoop({
  engine,
  senders,
  log,
  clock,
}: Pick<Installation, 'engine' | 'senders' | 'log' | 'clock'>): Loop {
  const stopping = new AbortController();
  let upkeepAt = clock() + upkeepMs;
  const running = (async () => {
    while (!stopping.signal.aborted) {
      let pause = 0;
      try {
        const taken = await engine.runDue(takeAtMost);
        const settled = await engine.dispatch(senders, takeAtMost);
        if (clock() >= upkeepAt) {
          upkeepAt = clock() + upkeepMs;
          await engine.maintain();
        }
        if (taken + settled === 0) pause = restMs;
      } catch (error) {
        log.error({ err: error }, 'the worker failed and tries again');
        pause = restAfterErrorMs;
      }
      await wait(pause, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
