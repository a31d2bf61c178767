import { setTimeout as wait } from 'node:timers/promises';
import { rollUp } from '../engine/analytics/facts/roll-up.ts';
import { letHistoryGo } from '../engine/backtest/retention.ts';
import { forgetExpired } from './auth/forget-expired.ts';
import { noticeProblems } from './content-problems.ts';
import type { Installation } from './installation.ts';

/** How long (ms) to rest when nothing was due, and after an error. */
const restMs = 1_000;
const restAfterErrorMs = 10_000;
/** Leads and effects taken at a time; between two takings requests get their turn. */
const takeAtMost = 200;
/** On a server one batch is decided here while the other is read and saved there. PGlite has one session. */
const batchesAtOnce = { postgres: 2, pglite: 1 };
/** Between two looks at changes that are due or too old (ms). */
const changesEveryMs = 1_000;
/** Between two looks at the library's index (ms); the first comes this long after the start. */
const tendEveryMs = 5_000;
/** Between two looks at what performance is measured by (ms), and leads counted in at a look. */
const rollUpEveryMs = 5_000;
const rollUpAtMost = 2_000;
/** Between two rounds of the database's upkeep (ms); the first comes this long after the start. */
const upkeepMs = 3_600_000;
/** Between two looks at digests and alerts (ms). */
const tellEveryMs = 10_000;

export interface Loop {
  /** Ends after what is under way. */
  stop(): Promise<void>;
}

/**
 * The worker: takes what is due, then sends what is due, applies changes whose time has come, and rests when there was
 * nothing; beside that it tends the library's index and counts what happened in for the figures, sends digests and alerts, and once an hour it looks after the database. Any number of processes may run it on one database.
 */
export function startLoop({
  db,
  engine,
  changes,
  senders,
  library,
  log,
  clock,
  config,
  telling,
}: Pick<Installation, 'db' | 'engine' | 'changes' | 'senders' | 'library' | 'log' | 'clock' | 'config'> & {
  telling: Pick<Installation['telling'], 'run'>;
}): Loop {
  const stopping = new AbortController();
  let upkeptAt = clock();
  let changesRunAt = Number.NEGATIVE_INFINITY;
  // A clock that is put back must not make us wait until it shows the old time again.
  const isWithin = (ms: number, since: number) => Math.abs(clock() - since) < ms;
  // Replaying months of leads takes its time, and what is due does not wait for it.
  let lettingGo: Promise<unknown> | undefined;
  const letGo = async () => {
    const months = config.TRELLIS_HISTORY_MONTHS;
    if (months === undefined) return 0;
    // What was never counted in would be missing from the figures for ever.
    const { backlog } = await rollUp(db, { now: clock(), signal: stopping.signal });
    if (backlog) return 0;
    const { dropped, kept } = await letHistoryGo(db, { now: clock(), months, signal: stopping.signal });
    if (dropped.length > 0) log.info({ dropped }, 'old history was let go');
    if (kept && kept.reason !== 'busy') log.warn(kept, 'old history had to stay; see `trellis history`');
    return dropped.length;
  };
  // Training takes its time too.
  let tending: Promise<unknown> | undefined;
  let tendedAt = clock();
  const tend = async () => {
    if (tending || isWithin(tendEveryMs, tendedAt)) return 0;
    tendedAt = clock();
    tending = tried(async () => {
      const { built, filled, fault } = await library.tend({ signal: stopping.signal });
      if (built) log.info(built, 'the library has a new index');
      if (filled > 0) log.info({ filled }, 'passages of the library got their vectors');
      if (fault) log.warn(fault, 'the library’s index is behind; see `trellis library index`');
      return 0;
    }).finally(() => {
      tending = undefined;
    });
    return 0;
  };
  let rollingUp: Promise<unknown> | undefined;
  let rolledUpAt = clock();
  let hasBacklog = false;
  const countIn = async () => {
    if (rollingUp || (!hasBacklog && isWithin(rollUpEveryMs, rolledUpAt))) return 0;
    rolledUpAt = clock();
    rollingUp = tried(async () => {
      const { leads, backlog } = await rollUp(db, {
        now: clock(),
        signal: stopping.signal,
        most: rollUpAtMost,
      });
      hasBacklog = backlog && leads > 0;
      return 0;
    }).finally(() => {
      rollingUp = undefined;
    });
    return 0;
  };
  // A mail server or Slack may take its time.
  let tellingNow: Promise<unknown> | undefined;
  let toldAt = clock();
  const tell = async () => {
    if (tellingNow || isWithin(tellEveryMs, toldAt)) return 0;
    toldAt = clock();
    tellingNow = tried(() => telling.run(stopping.signal)).finally(() => {
      tellingNow = undefined;
    });
    return 0;
  };
  const upkeep = async () => {
    if (isWithin(upkeepMs, upkeptAt)) return 0;
    upkeptAt = clock();
    await forgetExpired(db, clock());
    // Whatever is wrong with content, the log needs its next months.
    await tried(() => noticeProblems({ db, engine, library, clock }));
    await engine.maintain();
    lettingGo ??= tried(letGo).finally(() => {
      lettingGo = undefined;
    });
    return 0;
  };
  const runChanges = async () => {
    if (isWithin(changesEveryMs, changesRunAt)) return 0;
    changesRunAt = clock();
    return changes.runDue();
  };
  const runDue = async () => {
    const batches = Array.from({ length: batchesAtOnce[db.kind] }, () => engine.runDue(takeAtMost));
    // All of them end before the next round begins, also when one fails.
    const taken = await Promise.allSettled(batches);
    for (const one of taken) if (one.status === 'rejected') throw one.reason;
    return taken.reduce((sum, one) => sum + (one.status === 'fulfilled' ? one.value : 0), 0);
  };
  /** How much was taken; undefined when it failed. */
  const tried = async (work: () => Promise<number>): Promise<number | undefined> => {
    try {
      return await work();
    } catch (error) {
      log.error({ err: error }, 'the worker failed and tries again');
      return undefined;
    }
  };
  const running = (async () => {
    while (!stopping.signal.aborted) {
      // Each for itself: when one of them keeps failing the others go on.
      const results = [
        await tried(runDue),
        await tried(() => engine.dispatch(senders, takeAtMost)),
        await tried(runChanges),
        await tried(tend),
        await tried(countIn),
        await tried(tell),
        await tried(upkeep),
      ];
      const isIdle = !results.some((taken) => taken !== undefined && taken > 0);
      const failed = results.includes(undefined);
      const pause = failed && isIdle ? restAfterErrorMs : failed || isIdle ? restMs : 0;
      await wait(pause, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
      await lettingGo;
      await tending;
      await rollingUp;
      await tellingNow;
    },
  };
}
