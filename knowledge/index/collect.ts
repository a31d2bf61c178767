import type { Database } from '../../db/connection.ts';
import { forgetUnused } from './sql/cache.ts';
import { deleteGeneration, deleteSomeEntries, goneGenerations } from './sql/generations.ts';
import { dropVectorIndex } from './sql/vector-index.ts';

/** No query holds a generation for this long. */
const graceMs = 300_000;
/** Vectors that were paid for are kept this long without a use. */
const keepCachedMs = 30 * 86_400_000;
const entriesAtOnce = 2_000;

/** Lets go of generations out of use and of cached vectors that nothing uses. */
export async function collectGone(db: Database, now: number): Promise<void> {
  const gone = await goneGenerations(db, now - graceMs);
  for (const generation of gone) {
    await dropVectorIndex(db, generation);
    while ((await deleteSomeEntries(db, generation, entriesAtOnce)) === entriesAtOnce);
    await deleteGeneration(db, generation);
  }
  if (gone.length > 0) await forgetUnused(db, now - keepCachedMs);
}
