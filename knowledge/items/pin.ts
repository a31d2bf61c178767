import type { Database } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import type { ContentRef } from '../../engine/program/schema.ts';
import { readItem } from './read-items.ts';

/** The reference a step carries: the latest version, or the one asked for. */
export async function pinItem(db: Database, id: string, version?: number): Promise<ContentRef> {
  const item = await readItem(db, id, version);
  if (item === undefined) {
    const what = version === undefined ? `"${id}"` : `version ${version} of "${id}"`;
    throw new TrellisError('content.unknown', `The library has no ${what}: search it for the item you mean.`);
  }
  if (!item.approved) {
    throw new TrellisError(
      'content.not_approved',
      `"${id}" version ${item.version} is not approved for sending: add it again with approvedBy set.`,
    );
  }
  return { item: item.id, version: item.version, hash: item.hash };
}

/** Read once, then asked without waiting: do item and version exist with that hash, approved? */
export async function readChecker(db: Database): Promise<(ref: ContentRef) => boolean> {
  const rows = await db.query<{ id: string; version: number; hash: string }>(
    'select id, version, hash from content_items where approved',
  );
  const known = new Map(rows.map((row) => [`${row.id}@${row.version}`, row.hash]));
  return (ref) => known.get(`${ref.item}@${ref.version}`) === ref.hash;
}
