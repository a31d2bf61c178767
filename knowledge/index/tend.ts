import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import type { RemoteEmbedder } from '../vectors/remote.ts';
import { batchMs, beforeAll, beginGeneration, fillAndSwitch, type Work } from './build.ts';
import { collectGone, sweepCache } from './collect.ts';
import { currentGeneration, type Generation } from './generation.ts';
import { type Misfit, misfitOf } from './misfit.ts';
import { remoteBatch, remoteVectors } from './remote-vectors.ts';
import { forgetCached } from './sql/cache.ts';
import { countPassages, entriesWithoutVector, type PassageText, setVectors } from './sql/fill.ts';
import { abandonBuilding, buildingGeneration } from './sql/generations.ts';
import {
  clearAsked,
  clearFault,
  endLease,
  type IndexFault,
  readNotes,
  takeLease,
  writeFault,
} from './sql/tending.ts';
import { ensureVectorIndex } from './sql/vector-index.ts';

export interface TendOptions {
  remote?: RemoteEmbedder | undefined;
  clock: () => number;
  signal?: AbortSignal | undefined;
  /** Passages entered at a time; others have their turn between two. Default 200. */
  batch?: number;
  /** After a fault asks again at once: the process is new, and so may be its settings. Default false. */
  eager?: boolean;
}

/** asked: by a person. unfinished: begun before, by a process that ended. */
export type BuildReason = Misfit | 'asked' | 'unfinished';

/** What was done; nothing while another process tends it. */
export interface Tended {
  /** The generation put in use, and why. */
  built?: { generation: number; reason: BuildReason };
  /** Passages that got their vectors in the one in use. */
  filled: number;
  /** What stopped it; tried again at `retryAt`. */
  fault?: IndexFault;
}

/** After a fault the next attempt waits a minute, then twice as long each time, at most an hour. */
const firstWaitMs = 60_000;
const longestWaitMs = 3_600_000;

/**
 * Brings the index up to date: builds another generation when the one in use fits no longer, fetches missing vectors,
 * lets go of what is out of use. For one process at a time, outside of any transaction; whatever happens, the
 * generation in use stays in use until another is whole.
 */
export async function tendIndex(
  db: Database,
  { remote, clock, signal, batch = 200, eager = false }: TendOptions,
): Promise<Tended> {
  const owner = randomUUID();
  const renew = async (forMs: number) => {
    if (await takeLease(db, { owner, now: clock(), forMs })) return;
    throw new TrellisError('index.tended', 'Another process tends the index now.', { mender: 'us' });
  };
  if (!(await takeLease(db, { owner, now: clock(), forMs: batchMs }))) return { filled: 0 };
  const work: Work = { db, remote, clock, signal, batch, renew };
  try {
    return await tend(work, eager);
  } catch (error) {
    if (signal?.aborted || (error instanceof TrellisError && error.code === 'index.tended'))
      return { filled: 0 };
    if (!(error instanceof TrellisError)) throw error;
    return { filled: 0, fault: await noteFault(work, error) };
  } finally {
    await endLease(db, owner);
  }
}

async function tend(work: Work, eager: boolean): Promise<Tended> {
  const { db, remote, clock } = work;
  const current = await currentGeneration(db);
  if (current === undefined) return { filled: 0 };
  const { fault, isAsked, sweptAt } = await readNotes(db);
  await collectGone(db, clock());
  await sweepCache(db, clock(), sweptAt);
  if (fault && clock() < fault.retryAt && !isAsked && !eager) return { filled: 0 };
  const wanted = { passages: await countPassages(db), endpoint: remote?.name };
  const misfit = misfitOf(current, wanted);
  const begun = await buildingGeneration(db);
  // What is being built has no weights yet that could have drifted.
  const isOfUse = begun && !isAsked && misfitOf({ ...begun, passages: 0 }, wanted) === undefined;
  await abandonBuilding(db, isOfUse ? begun.id : undefined);
  const build = async (reason: BuildReason, generation: Generation): Promise<Tended> => {
    await fillAndSwitch(work, generation);
    return { built: { generation: generation.id, reason }, filled: 0 };
  };
  let done: Tended;
  if (isOfUse) done = await build('unfinished', begun);
  else if (isAsked) {
    if (remote) await forgetCached(db, remote.name);
    const generation = await beginGeneration(work);
    await clearAsked(db);
    done = await build('asked', generation);
  } else if (misfit) done = await build(misfit, await beginGeneration(work));
  else {
    done = { filled: await fillVectors(work, current) };
    await ensureVectorIndex(db, current);
  }
  if (fault) await clearFault(db);
  return done;
}

/** Vectors of an endpoint for passages that were added since. */
async function fillVectors({ db, remote, clock, signal, renew }: Work, current: Generation): Promise<number> {
  const { id, embedder, dimensions } = current;
  if (embedder?.kind !== 'endpoint' || remote?.name !== embedder.model || !dimensions) return 0;
  let filled = 0;
  for (let after = beforeAll; ; ) {
    const batch = await entriesWithoutVector(db, id, { after, limit: remoteBatch });
    if (batch.length === 0) return filled;
    const vectors = await remoteVectors(db, remote, batch, { now: clock(), dimensions, signal });
    const rows = batch.map(({ item, version, ordinal, hash }) => {
      const vector = vectors.get(hash) ?? null;
      return { item, version, ordinal, vector, refused: vector === null };
    });
    await setVectors(db, id, rows);
    filled += batch.length;
    after = batch.at(-1) as PassageText;
    await renew(batchMs);
    signal?.throwIfAborted();
  }
}

async function noteFault({ db, clock }: Work, { code, message }: TrellisError): Promise<IndexFault> {
  const { fault: before } = await readNotes(db);
  const now = clock();
  const failures = (before?.failures ?? 0) + 1;
  const waitMs = Math.min(firstWaitMs * 2 ** (failures - 1), longestWaitMs);
  const fault = { code, message, failures, since: before?.since ?? now, retryAt: now + waitMs };
  await writeFault(db, fault);
  return fault;
}
