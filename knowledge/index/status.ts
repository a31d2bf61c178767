import type { Database } from '../../db/connection.ts';
import { currentGeneration, type Generation } from './generation.ts';
import { type Misfit, misfitOf } from './misfit.ts';
import { countPassages } from './sql/fill.ts';
import { buildingGeneration } from './sql/generations.ts';
import { readCoverage } from './sql/status.ts';
import { type IndexFault, readNotes } from './sql/tending.ts';

export interface GenerationStatus {
  generation: number;
  /** What its vectors come from; words alone when absent. */
  model?: string;
  kind?: 'lsa' | 'endpoint';
  dimensions?: number;
  /** Passages it has, and how many of them have vectors or were refused by the endpoint. */
  passages: number;
  vectors: number;
  refused: number;
  terms: number;
  /** Of weights, vectors and model. */
  bytes: number;
  createdAt: number;
}

export interface IndexStatus {
  /** Passages there are to index. */
  passages: number;
  current: GenerationStatus;
  /** The one that is to take its place. */
  building?: GenerationStatus;
  /** Why another must take its place, or that a person asked for it; nothing while it fits. */
  due?: Misfit | 'asked';
  fault?: IndexFault;
}

/** `endpoint` is the name of the one that the settings name. */
export async function readStatus(db: Database, endpoint: string | undefined): Promise<IndexStatus> {
  const current = await currentGeneration(db);
  if (current === undefined) throw new Error('The index has no generation in use; migrations make one.');
  const building = await buildingGeneration(db);
  const passages = await countPassages(db);
  const { fault, isAsked } = await readNotes(db);
  const due = isAsked ? 'asked' : misfitOf(current, { passages, endpoint });
  return {
    passages,
    current: await statusOf(db, current),
    ...(building && { building: await statusOf(db, building) }),
    ...(due && { due }),
    ...(fault && { fault }),
  };
}

async function statusOf(db: Database, generation: Generation): Promise<GenerationStatus> {
  const { id, embedder, dimensions, createdAt } = generation;
  return {
    generation: id,
    ...(embedder && { model: embedder.model, kind: embedder.kind }),
    ...(dimensions !== undefined && { dimensions }),
    ...(await readCoverage(db, id)),
    createdAt,
  };
}
