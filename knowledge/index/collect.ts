import type { Database } from '../../db/connection.ts';
import { forgetUnused } from './sql/cache.ts';
import { deleteGeneration, deleteSomeEntries, goneGenerations } from './sql/generations.ts';
import { writeSwept } from './sql/tending.ts';
import { dropVectorIndex } from './sql/vector-index.ts';

/** No query holds a generation for this long. */
const graceMs = 300_000;
/** Vectors that were paid for are kept this long without a use. */
const keepCachedMs = 30 * 86_400_000;
const sweepEveryMs = 86_400_000;
const entriesAtOnce = 2_000;

/** Lets go of generations out of use. */
export async function collectGone(db: Database, now: number): Promise<void> {
  const gone = await goneGenerations(db, now - graceMs);
  for (const generation of gone) {
    await dropVectorIndex(db, generation);
    while ((await deleteSomeEntries(db, generation, entriesAtOnce)) === entriesAtOnce);
    await deleteGeneration(db, generation);
  }
}

/** Once a day, lets go of vectors that were paid for and have had no use for a month. */
export async function sweepCache(db: Database, now: number, sweptAt: number | undefined): Promise<void> {
  if (sweptAt !== undefined && Math.abs(now - sweptAt) < sweepEveryMs) return;
  await forgetUnused(db, now - keepCachedMs);
  await writeSwept(db, now);
}
