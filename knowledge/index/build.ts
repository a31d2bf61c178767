import type { Database } from '../../db/connection.ts';
import { foldIn, modelName } from '../vectors/lsa/model.ts';
import { dimensionsFor } from '../vectors/lsa/train.ts';
import { trainInThread } from '../vectors/lsa/train-in-thread.ts';
import type { RemoteEmbedder } from '../vectors/remote.ts';
import { vectorText } from '../vectors/unit.ts';
import { analyseText, indexText, lexicon } from './analyse.ts';
import { type Generation, lockIndex } from './generation.ts';
import { enterPassages } from './index-items.ts';
import { ownModel } from './own-models.ts';
import { remoteBatch, remoteVectors } from './remote-vectors.ts';
import type { EntryKey } from './sql/entries.ts';
import {
  countPassages,
  keyText,
  type PassageText,
  passagesToEnter,
  samplePassages,
  stillToEnter,
} from './sql/fill.ts';
import { insertGeneration, switchGeneration } from './sql/generations.ts';
import { ensureVectorIndex } from './sql/vector-index.ts';

export interface Work {
  db: Database;
  remote: RemoteEmbedder | undefined;
  clock: () => number;
  /** Stops between two batches. */
  signal: AbortSignal | undefined;
  /** Passages entered at a time. */
  batch: number;
  /** Called between two batches: keeps the work ours for so long. */
  renew: (forMs: number) => Promise<void>;
}

/** A model is trained on no more than so many; the others are folded in. */
const mostTrainedOn = 20_000;
/** The average length is taken from so many. */
const mostMeasured = 2_000;
export const batchMs = 120_000;
const trainingMs = 900_000;
export const beforeAll: EntryKey = { item: '', version: 0, ordinal: -1 };

/** Begins a generation beside the one in use: trains our own model, or asks the endpoint how long its vectors are. */
export async function beginGeneration({ db, remote, clock, signal, renew }: Work): Promise<Generation> {
  const measured = await samplePassages(db, mostMeasured);
  const lengths = measured.map((p) => analyseText(textOf(p), p.language).length);
  const averageLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(lengths.length, 1);
  const base = { lexicon, averageLength };
  const none = { embedder: undefined, dimensions: undefined, trainedOn: undefined, model: undefined };
  const now = clock();
  if (remote && measured[0]) {
    const [vector] = await remote.embed([textOf(measured[0])], signal && { signal });
    const embedder = { kind: 'endpoint', model: remote.name } as const;
    return insertGeneration(db, { ...base, ...none, embedder, dimensions: vector?.length }, now);
  }
  const passages = await countPassages(db);
  const wanted = dimensionsFor(passages);
  if (wanted === 0) return insertGeneration(db, { ...base, ...none }, now);
  await renew(trainingMs);
  const sample = await samplePassages(db, mostTrainedOn);
  const texts = sample.map((p) => ({ text: textOf(p), language: p.language }));
  const model = await trainInThread({ passages: texts, dimensions: wanted }, { signal });
  if (model === undefined) return insertGeneration(db, { ...base, ...none, trainedOn: passages }, now);
  const dimensions = new DataView(model.buffer, model.byteOffset).getInt32(0, true);
  const embedder = { kind: 'lsa', model: modelName(model, dimensions) } as const;
  return insertGeneration(db, { ...base, embedder, dimensions, trainedOn: passages, model }, now);
}

/**
 * Enters every passage that the generation does not have, a batch at a time so that others have their turn, and puts it
 * in the place of the one in use. Goes on where an earlier attempt ended.
 */
export async function fillAndSwitch(work: Work, generation: Generation): Promise<void> {
  const { db, clock, signal, renew } = work;
  const limit = generation.embedder?.kind === 'endpoint' ? remoteBatch : work.batch;
  for (let after = beforeAll; ; ) {
    const batch = await passagesToEnter(db, generation.id, { after, limit });
    if (batch.length === 0) break;
    const prepared = await prepare(work, generation, batch);
    await db.transaction(async (tx) => {
      await lockIndex(tx);
      const left = await stillToEnter(tx, generation.id, batch);
      await enterPassages(
        tx,
        generation,
        prepared.filter(({ key }) => left.has(keyText(key))),
      );
    });
    after = batch.at(-1) as PassageText;
    await renew(batchMs);
    signal?.throwIfAborted();
  }
  await ensureVectorIndex(db, { ...generation, passages: await countPassages(db) });
  signal?.throwIfAborted();
  const isWhole = await db.transaction(async (tx) => {
    await lockIndex(tx);
    // Passages added behind us since; the next round takes them.
    if ((await passagesToEnter(tx, generation.id, { after: beforeAll, limit: 1 })).length > 0) return false;
    await switchGeneration(tx, generation.id, clock());
    return true;
  });
  if (!isWhole) return fillAndSwitch(work, generation);
  if (db.kind === 'postgres') await db.exec('analyze index_entries, index_terms');
}

async function prepare(
  { db, remote, clock, signal }: Work,
  generation: Generation,
  batch: readonly PassageText[],
) {
  const { dimensions } = generation;
  const asked =
    generation.embedder?.kind === 'endpoint' && remote && dimensions
      ? await remoteVectors(db, remote, batch, { now: clock(), dimensions, signal })
      : undefined;
  const model = await ownModel(db, generation);
  return batch.map((passage) => {
    const terms = analyseText(textOf(passage), passage.language);
    const placed = model && foldIn(model, terms.counts);
    const vector = asked ? asked.get(passage.hash) : placed ? vectorText(placed) : undefined;
    const { item, version, ordinal } = passage;
    return { key: { item, version, ordinal }, ...terms, vector: vector ?? null, refused: vector === null };
  });
}

const textOf = ({ title, heading, text }: PassageText) => indexText(title, heading, text);
