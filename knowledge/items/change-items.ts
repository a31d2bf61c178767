import { canonicalJson, sha256Hex } from '../../db/canonical.ts';
import type { Database, Tx } from '../../db/connection.ts';
import { lockIndex } from '../index/generation.ts';
import { indexVersions, unindexItems } from '../index/index-items.ts';
import type { Added, AddOptions, LibraryPorts, StoredItem } from '../types.ts';
import { markApproved, unfit } from './approval.ts';
import type { ContentItem } from './item.ts';
import { parseItems } from './parse-items.ts';
import { readLatest } from './read-items.ts';

/** What is kept of an item and hashed: all but who approved it. */
type Document = Omit<ContentItem, 'approvedBy'>;

/** Adds items in one transaction, or none of them. What is as it was makes no new version. */
export async function addItems(
  db: Database,
  given: readonly unknown[],
  options: AddOptions,
  ports: LibraryPorts,
): Promise<Added[]> {
  const items = parseItems(given);
  return db.transaction((tx) => addParsed(tx, items, options, ports));
}

/** The same within a transaction that does more. */
export async function addParsed(
  tx: Tx,
  items: readonly ContentItem[],
  options: AddOptions,
  ports: LibraryPorts,
): Promise<Added[]> {
  const generation = await lockIndex(tx);
  const latest = await readLatest(
    tx,
    items.map(({ id }) => id),
  );
  const fresh: Fresh[] = [];
  const revived: { id: string; version: number; item: StoredItem }[] = [];
  const approved: { ref: { item: string; version: number; hash: string }; by: string }[] = [];
  const added = items.map((given): Added => {
    const { approvedBy, ...item } = given;
    const { id } = item;
    const known = latest.get(id);
    const hash = hashOf(item);
    const isSame = known !== undefined && (known.hash === hash || hashOf(documentOf(known)) === hash);
    // The hash of an earlier release stays: programs pin it.
    const version = isSame ? known.version : (known?.version ?? 0) + 1;
    const ref = { item: id, version, hash: isSame ? known.hash : hash };
    if (!isSame) fresh.push({ id, version, item, hash });
    else if (known.retired) revived.push({ id, version, item: known });
    const wasApproved = isSame && known.approved;
    const why = wasApproved || approvedBy === undefined ? undefined : whyNot(item, options);
    const isClaimed = !wasApproved && approvedBy !== undefined && why === undefined;
    if (isClaimed) approved.push({ ref, by: approvedBy });
    const { item: _, ...kept } = ref;
    return {
      id,
      ...kept,
      outcome: isSame ? 'unchanged' : known ? 'new_version' : 'added',
      approved: wasApproved || isClaimed,
      ...(why !== undefined && { note: why }),
    };
  });
  await insertVersions(tx, fresh, options);
  await tx.query('update content_items set retired = false where id = any ($1::text[])', [
    [...fresh, ...revived].map(({ id }) => id),
  ]);
  if (fresh.length + revived.length > 0) await indexVersions(tx, generation, [...fresh, ...revived]);
  for (const { ref, by } of approved) await markApproved(tx, ref, { by, at: options.now }, ports);
  return added;
}

/** Why `approvedBy` does not count; undefined when it does. */
function whyNot(item: Document, options: AddOptions): string | undefined {
  if (!options.mayApprove) {
    return 'its approvedBy does not count, since whoever added it may not approve or was no person at a session of their own; it is a draft until somebody approves it';
  }
  const fault = unfit(item, options.now);
  return fault && `its approvedBy does not count: ${fault.message}`;
}

function hashOf(document: Document): string {
  return sha256Hex(canonicalJson(document));
}

/** The document of a version as it would be kept today. */
export function documentOf(stored: StoredItem): Document {
  const { version, hash, approved, approvedBy, approvedAt, retired, demo, createdAt, ...document } = stored;
  return document;
}

interface Fresh {
  id: string;
  version: number;
  item: Document;
  hash: string;
}

export async function removeDemoItems(db: Database): Promise<number> {
  return db.transaction(async (tx) => {
    const generation = await lockIndex(tx);
    const demo = await tx.query<{ id: string }>('select distinct id from content_items where demo');
    const ids = demo.map(({ id }) => id);
    const left = await unindexItems(tx, generation, ids);
    await tx.query('delete from content_items where demo');
    // A version of the company's own may have stood behind the demo's; now it is the latest.
    const latest = [...(await readLatest(tx, ids)).values()].filter((item) => !item.retired);
    const versions = latest.map((item) => ({ id: item.id, version: item.version, item }));
    if (versions.length > 0) await indexVersions(tx, left, versions);
    return ids.length;
  });
}

async function insertVersions(
  tx: Tx,
  fresh: readonly Fresh[],
  options: Pick<AddOptions, 'now' | 'demo'>,
): Promise<void> {
  if (fresh.length === 0) return;
  const rows = fresh.map(({ id, version, item, hash }) => ({
    id,
    version,
    hash,
    document: item,
    kind: item.kind,
  }));
  await tx.query(
    `insert into content_items (id, version, hash, document, kind, approved, demo, created_at)
     select id, version, hash, document, kind, false, $2::boolean, to_timestamp($3::float8 / 1000)
     from json_to_recordset($1::json) as r (id text, version int, hash text, document jsonb, kind text)`,
    [JSON.stringify(rows), options.demo ?? false, options.now],
  );
}
