import type { Database } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import { lockIndex } from '../index/generation.ts';
import { indexVersions, unindexItems } from '../index/index-items.ts';
import type { LibraryPorts, StoredItem } from '../types.ts';
import { unknown } from './approval.ts';
import { readItem } from './read-items.ts';

/** Takes an item out of search and lists; a track that pins it still sends it, and says so. */
export async function retireItem(
  db: Database,
  id: string,
  at: number,
  { record }: LibraryPorts,
): Promise<void> {
  await db.transaction(async (tx) => {
    const generation = await lockIndex(tx);
    const known = await readItem(tx, id);
    if (!known) throw unknown({ item: id });
    if (known.retired) return;
    await tx.query('update content_items set retired = true where id = $1', [id]);
    await unindexItems(tx, generation, [id]);
    record?.(tx, { action: 'content_retired', at, details: { item: id } });
  });
}

/** Brings a retired item back into search and lists. Throws `content.unknown`, `content.not_retired`. */
export async function restoreItem(
  db: Database,
  id: string,
  at: number,
  { record }: LibraryPorts,
): Promise<StoredItem> {
  return db.transaction(async (tx) => {
    const generation = await lockIndex(tx);
    const known = await readItem(tx, id);
    if (!known) throw unknown({ item: id });
    if (!known.retired) throw new TrellisError('content.not_retired', `"${id}" is not retired.`);
    await tx.query('update content_items set retired = false where id = $1', [id]);
    await indexVersions(tx, generation, [{ id, version: known.version, item: known }]);
    record?.(tx, { action: 'content_restored', at, details: { item: id } });
    return { ...known, retired: false };
  });
}
