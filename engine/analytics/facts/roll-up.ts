import type { Database, Tx } from '../../../db/connection.ts';
import { historyKeptFrom } from '../../../db/history-kept-from.ts';
import { rebuildCubes } from './sql/cubes.ts';
import { orderByTime } from './sql/order-by-time.ts';
import { beforeAllLeads, everyIdOf, nextLeads, nextUntil, touchedLeads } from './sql/people.ts';
import { type FactsState, readState, tryHold, writeState } from './sql/state.ts';
import { writeFacts } from './sql/write-facts.ts';
import { writeLeads } from './sql/write-leads.ts';

/** Leads in one transaction; the embedded database does nothing else meanwhile. */
const leadsAtOnce = { postgres: 1_000, pglite: 200 };
/** A transaction may commit this long (ms) after the instant of its inputs; a walk over all leads finds what took longer. */
const overlapMs = 60_000;
const walkEveryMs = 3_600_000;

export interface RollUpOptions {
  /** Milliseconds since 1970. */
  now: number;
  /** Stops between two batches. */
  signal?: AbortSignal | undefined;
  /** About so many leads at most; all by default. */
  most?: number;
}

export interface RolledUp {
  /** How many leads got their facts anew. */
  leads: number;
  /** Until when the log is counted in, milliseconds since 1970; 0 while leads have never all been counted. */
  asOf: number;
  /** There is more to do: it stopped before the end, or another process is at it. */
  backlog: boolean;
}

/**
 * Brings the facts up to date with the log, batch by batch, each in a transaction of its own that also keeps the daily
 * cubes; whatever happens, those that were committed stand and the rest is found again. For one process at a time,
 * outside of any transaction; a second one does nothing.
 */
export async function rollUp(
  db: Database,
  { now, signal, most = Number.POSITIVE_INFINITY }: RollUpOptions,
): Promise<RolledUp> {
  let leads = 0;
  for (;;) {
    const { rolled, state, next } = await db.transaction((tx) => rollUpBatch(tx, db.kind, now));
    leads += rolled;
    if (next !== 'more' || signal?.aborted || leads >= most)
      return { leads, asOf: state.asOf ?? 0, backlog: next !== 'done' };
  }
}

/** Makes the facts of every lead anew and counts the cubes from them: the next rollups do it. */
export async function askForRebuild(db: Database, now: number): Promise<void> {
  await db.transaction(async (tx) => {
    const state = await readState(tx);
    await writeState(tx, { ...state, walk: { began: now, after: beforeAllLeads, all: true } });
  });
}

interface Batch {
  rolled: number;
  state: FactsState;
  next: 'more' | 'done' | 'busy';
}

async function rollUpBatch(tx: Tx, kind: Database['kind'], now: number): Promise<Batch> {
  const isHeld = await tryHold(tx);
  const state = await readState(tx);
  if (!isHeld) return { rolled: 0, state, next: 'busy' };
  const limit = leadsAtOnce[kind];
  const { ids, after, next, anew } = await chooseLeads(tx, state, now, limit);
  if (ids.length > 0) {
    const people = await everyIdOf(tx, ids, anew);
    await writeLeads(tx, people);
    await writeFacts(tx, people, await historyKeptFrom(tx));
  }
  if (anew && !after.walk) await rebuildCubes(tx);
  const isFirstFilled = state.asOf === undefined && after.asOf !== undefined;
  if (isFirstFilled) await orderByTime(tx);
  await writeState(tx, after);
  return { rolled: ids.length, state: after, next };
}

interface Choice {
  ids: string[];
  /** The state once they are done. */
  after: FactsState;
  next: 'more' | 'done';
  anew: boolean;
}

/** Leads of the last inputs first; then the walk over all, when it is due. */
async function chooseLeads(tx: Tx, state: FactsState, now: number, limit: number): Promise<Choice> {
  const { asOf, walkedAt, walk: underWay } = state;
  let touched: string[] = [];
  let counted = state;
  if (asOf !== undefined) {
    // Where the clock was ahead and was put back, what comes now would lie before what is counted in.
    const after = Math.min(asOf, now);
    const until = await nextUntil(tx, { after, now });
    touched = await touchedLeads(tx, { after: after - overlapMs, until, limit });
    const isWalkDue = underWay !== undefined || Math.abs(now - (walkedAt ?? 0)) >= walkEveryMs;
    const isFull = touched.length === limit;
    if (!isFull) counted = { ...state, asOf: until };
    if (isFull || until < now) return { ids: touched, after: counted, next: 'more', anew: false };
    if (!isWalkDue) return { ids: touched, after: counted, next: 'done', anew: false };
  }
  const walk = underWay ?? { began: now, after: beforeAllLeads, all: false };
  const { ids, upTo } = await nextLeads(tx, { after: walk.after, limit, all: walk.all });
  const { walk: _, ...rest } = counted;
  const ended = { ...rest, walkedAt: walk.began, asOf: Math.max(rest.asOf ?? 0, Math.min(walk.began, now)) };
  return {
    ids: [...new Set([...touched, ...ids])],
    after: upTo ? { ...counted, walk: { ...walk, after: upTo } } : ended,
    // What arrived during the first walk is counted in after it.
    next: upTo || asOf === undefined ? 'more' : 'done',
    anew: walk.all,
  };
}
