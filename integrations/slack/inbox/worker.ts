import { randomUUID } from 'node:crypto';
import type { SlackContext } from '../options.ts';
import { isOutage, rateLimitedFor, slackCode } from '../transport/connect.ts';
import type { Inbox } from './item.ts';
import type { Listener } from './listener.ts';
import { itemOf, LeaseLostError } from './once.ts';
import {
  claimRow,
  insertRow,
  postponeRow,
  type Row,
  renewRow,
  settleRow,
  stoppedRows,
  stopRows,
  sweepRows,
} from './store.ts';
import { tellFailed } from './tell-failed.ts';

/** A process that does not say that it is alive for so long is taken for dead. */
const leaseMs = 60_000;
const mostAtOnce = 8;
/** Rows of other processes, retries and the leases of the dead are looked for so often. */
const pollMs = 1_000;
/** Before the second attempt, the third and so on; after the last of them it is given up. */
const waitsMs = [2_000, 10_000, 60_000];
/** While Slack cannot be reached, or a newer process is awaited, it is worth more patience. */
const outageWaitsMs = [...waitsMs, 300_000, 900_000];

export interface Worker extends Inbox {
  /** Resolves when nothing is due any more and nothing is under way. */
  drained(): Promise<void>;
  /** Takes nothing more and waits for what is under way. */
  stop(): Promise<void>;
}

/** Nobody here works off what is of this kind. */
class UnknownKindError extends Error {
  override readonly name = 'UnknownKindError';
  constructor(kind: string) {
    super(`nothing works off ${kind}`);
  }
}

/** Works the inbox off: several places at once, each in its order. Any number of processes may do so. */
export function startWorker(
  context: Omit<SlackContext, 'inbox'>,
  listeners: Readonly<Record<string, Listener>>,
): Worker {
  const { db, clock, log } = context;
  const underWay = new Set<Promise<void>>();
  const stops = new Map<string, AbortController>();
  let stopping = false;
  let taking: Promise<void> | undefined;
  let again = false;

  const take = async () => {
    do {
      again = false;
      while (!stopping && underWay.size < mostAtOnce) {
        const lease = randomUUID();
        const now = clock();
        const row = await claimRow(db, { lease, now, until: now + leaseMs, besides: [...stops.keys()] });
        if (!row) break;
        const stop = new AbortController();
        if (row.stopped) stop.abort();
        stops.set(row.id, stop);
        const work = workOff({ ...context, inbox }, listeners, row, { lease, stopped: stop.signal })
          .catch((error: unknown) => log.error({ err: error, kind: row.kind }, 'the inbox of Slack failed'))
          .finally(() => {
            underWay.delete(work);
            stops.delete(row.id);
            wake();
          });
        underWay.add(work);
      }
    } while (again && !stopping);
  };
  const wake = () => {
    again = true;
    taking ??= take()
      .catch((error: unknown) => log.error({ err: error }, 'the inbox of Slack cannot be read'))
      .finally(() => {
        taking = undefined;
        // It came when the last look was over.
        if (again && !stopping) wake();
      });
  };
  const inbox: Inbox = {
    async add(row) {
      const isNew = await insertRow(db, row, clock());
      wake();
      return isNew;
    },
    async stop(place, before) {
      await stopRows(db, place, before);
      await lookForStops();
    },
  };
  /** Somebody may have pressed the button and another process taken that. */
  const lookForStops = async () => {
    if (stops.size === 0) return;
    for (const id of await stoppedRows(db, [...stops.keys()])) stops.get(id)?.abort();
  };
  let sweptAt = Number.NEGATIVE_INFINITY;
  const timer = setInterval(() => {
    wake();
    lookForStops().catch((error: unknown) =>
      log.warn({ err: error }, 'whether work for Slack was stopped is not known'),
    );
    if (Math.abs(clock() - sweptAt) < 3_600_000) return;
    sweptAt = clock();
    sweepRows(db, sweptAt).catch((error: unknown) =>
      log.error({ err: error }, 'the inbox of Slack was not swept'),
    );
  }, pollMs);
  timer.unref();
  wake();

  return {
    ...inbox,
    async drained() {
      wake();
      while (taking || underWay.size > 0) await Promise.all([taking, ...underWay]);
    },
    async stop() {
      stopping = true;
      clearInterval(timer);
      while (taking || underWay.size > 0) await Promise.all([taking, ...underWay]);
    },
  };
}

async function workOff(
  context: SlackContext,
  listeners: Readonly<Record<string, Listener>>,
  row: Row,
  { lease, stopped }: { lease: string; stopped: AbortSignal },
): Promise<void> {
  const { db, clock, log } = context;
  const lost = new AbortController();
  const renewal = setInterval(() => {
    renewRow(db, row.id, lease, clock() + leaseMs).then(
      (ours) => ours || lost.abort(),
      (error: unknown) => log.warn({ err: error }, 'the lease of work for Slack was not renewed'),
    );
  }, leaseMs / 3);
  renewal.unref();
  const listener = listeners[row.kind];
  const isOurs = () => renewRow(db, row.id, lease, clock() + leaseMs);
  const item = itemOf(context, row, { signal: lost.signal, stopped, isOurs });
  try {
    // A newer process may have written it down, and takes it when it comes again.
    if (!listener?.handle) throw new UnknownKindError(row.kind);
    await listener.handle(context, item);
    await settleRow(db, { id: row.id, lease, now: clock() });
  } catch (error) {
    await putOff(context, row, {
      lease,
      error,
      tell: () => (listener?.failed ? listener.failed(context, item) : tellFailed(context, row)),
    });
  } finally {
    clearInterval(renewal);
  }
}

async function putOff(
  context: SlackContext,
  row: Row,
  { lease, error, tell }: { lease: string; error: unknown; tell: () => Promise<void> },
): Promise<void> {
  const { db, clock, log } = context;
  const now = clock();
  if (error instanceof LeaseLostError) {
    log.warn({ kind: row.kind }, 'work for Slack went on in another process');
    return;
  }
  const fault = slackCode(error) ?? (error instanceof Error ? error.name : 'unknown');
  const pauseMs = rateLimitedFor(error);
  if (pauseMs !== undefined) {
    await postponeRow(db, { id: row.id, lease, due: now + pauseMs, fault: 'ratelimited', failed: false });
    return;
  }
  const waitMs = (isOutage(error) || error instanceof UnknownKindError ? outageWaitsMs : waitsMs)[
    row.attempts - 1
  ];
  if (waitMs !== undefined) {
    log.warn(
      { err: error, kind: row.kind, attempt: row.attempts },
      'work for Slack failed and is tried again',
    );
    await postponeRow(db, { id: row.id, lease, due: now + waitMs, fault, failed: true });
    return;
  }
  log.error({ err: error, kind: row.kind }, 'work for Slack was given up');
  await tell().catch((failed: unknown) =>
    log.warn({ err: failed }, 'that work for Slack was given up could not be said'),
  );
  await settleRow(db, { id: row.id, lease, now, fault });
}
