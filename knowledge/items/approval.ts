import type { Database, Tx } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import type { ContentRef } from '../../engine/program/schema.ts';
import { noCallToAction } from '../template/no-call-to-action.ts';
import type { LibraryPorts, StoredItem } from '../types.ts';
import type { ContentItem } from './item.ts';
import { readItem } from './read-items.ts';
import { validityOf } from './validity.ts';

/** Who approves, in words, and when; `person` and `change` where a change does that was approved earlier. */
interface Approval {
  by: string;
  at: number;
  person?: string;
  change?: string;
}

/** Why this version cannot be approved for sending, whoever asks; undefined when it can. */
export function unfit(
  item: Pick<ContentItem, 'id' | 'kind' | 'cta' | 'validFrom' | 'validTo'>,
  now: number,
): TrellisError | undefined {
  if (item.cta === undefined && item.kind !== 'brand-guide') return noCallToAction(item.id);
  if (validityOf(item, now) === 'expired') {
    return new TrellisError(
      'content.expired',
      `"${item.id}" was valid until ${item.validTo}: add it with a later validTo, or leave it.`,
    );
  }
  return undefined;
}

/**
 * Approves just this version for sending, if it still is what was seen. Once approved it stays so: saying it again
 * changes nothing. Throws `content.unknown`, `content.changed`, `content.retired` and what makes it unfit.
 */
export async function approveItem(
  db: Database,
  ref: ContentRef,
  approval: { by: string; at: number },
  ports: LibraryPorts,
): Promise<StoredItem> {
  return db.transaction(async (tx) => {
    await approveWithin(tx, ref, approval, ports);
    return (await readItem(tx, ref.item, ref.version)) as StoredItem;
  });
}

/** The same within a transaction that does more. */
export async function approveWithin(
  tx: Tx,
  ref: ContentRef,
  approval: Approval,
  ports: LibraryPorts,
): Promise<void> {
  await tx.query('select from content_items where id = $1 and version = $2::int for update', [
    ref.item,
    ref.version,
  ]);
  const item = await readItem(tx, ref.item, ref.version);
  if (!item) throw unknown(ref);
  if (item.hash !== ref.hash) {
    throw new TrellisError(
      'content.changed',
      `"${ref.item}" version ${ref.version} is not what you saw: look at it again.`,
    );
  }
  if (item.retired) {
    throw new TrellisError('content.retired', `"${ref.item}" is retired: restore it first.`);
  }
  const fault = unfit(item, approval.at);
  if (fault) throw fault;
  if (!item.approved) await markApproved(tx, ref, approval, ports);
}

/** Writes it down and puts it on record. */
export async function markApproved(
  tx: Tx,
  { item, version, hash }: ContentRef,
  { by, at, person, change }: Approval,
  { record }: LibraryPorts,
): Promise<void> {
  await tx.query(
    `update content_items set approved = true, approved_by = $4, approved_at = to_timestamp($5::float8 / 1000)
     where id = $1 and version = $2::int and hash = $3`,
    [item, version, hash, by, at],
  );
  const details = { item, version, hash, ...(change !== undefined && { change }) };
  record?.(tx, { action: 'content_approved', at, details, ...(person !== undefined && { by: person }) });
}

/**
 * Takes the approval of a version back. Not while the program in force sends it: a track is never active with an item
 * that nobody approves of. Throws `content.unknown`, `content.not_approved`, `content.in_use`.
 */
export async function withdrawApproval(
  db: Database,
  { item, version }: { item: string; version?: number },
  at: number,
  { record, pinned }: LibraryPorts,
): Promise<StoredItem> {
  return db.transaction(async (tx) => {
    // First, so that no change can come to send it meanwhile.
    const pins = (await pinned?.(tx)) ?? [];
    const known = await readItem(tx, item, version);
    if (!known) throw unknown({ item, version });
    if (!known.approved) {
      throw new TrellisError('content.not_approved', `"${item}" version ${known.version} is not approved.`);
    }
    const uses = pins.filter(({ content }) => content.item === item && content.version === known.version);
    if (uses.length > 0) {
      const tracks = [...new Set(uses.map(({ title }) => `“${title}”`))].join(', ');
      throw new TrellisError(
        'content.in_use',
        `"${item}" version ${known.version} is sent by ${tracks}: take it out by a change first; halt the track if it must not go out until then.`,
      );
    }
    await tx.query(
      `update content_items set approved = false, approved_by = null, approved_at = null
       where id = $1 and version = $2::int`,
      [item, known.version],
    );
    record?.(tx, { action: 'content_withdrawn', at, details: { item, version: known.version } });
    return (await readItem(tx, item, known.version)) as StoredItem;
  });
}

export function unknown({ item, version }: { item: string; version?: number | undefined }): TrellisError {
  const what = version === undefined ? `"${item}"` : `version ${version} of "${item}"`;
  return new TrellisError('content.unknown', `The library has no ${what}: search it for the item you mean.`);
}
