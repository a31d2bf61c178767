import type { Database } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import type { ContentRef } from '../../engine/program/schema.ts';
import { unknown } from './approval.ts';
import { readItem } from './read-items.ts';

/**
 * The reference a step carries: the latest version, or the one asked for. One that nobody has approved yet only as a
 * draft, which the change that begins to send it carries to its approver.
 */
export async function pinItem(
  db: Database,
  id: string,
  version?: number,
  { draft = false } = {},
): Promise<ContentRef> {
  const item = await readItem(db, id, version);
  if (item === undefined) throw unknown({ item: id, version });
  if (item.kind === 'brand-guide') {
    throw new TrellisError(
      'content.not_sendable',
      `"${id}" is a brand guide, which is never sent: search for another item.`,
    );
  }
  if (item.retired) {
    throw new TrellisError(
      'content.retired',
      `"${id}" is retired: choose another, or restore it with \`trellis library restore ${id}\`.`,
    );
  }
  if (!item.approved && !draft) {
    throw new TrellisError(
      'content.not_approved',
      `"${id}" version ${item.version} is not approved for sending: have it approved with \`trellis library approve ${id}\`.`,
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
