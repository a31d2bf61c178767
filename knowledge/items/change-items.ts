import { canonicalJson, sha256Hex } from '../../db/canonical.ts';
import type { Database, Tx } from '../../db/connection.ts';
import { type Fault, TrellisError } from '../../db/errors.ts';
import { lockIndex } from '../index/generation.ts';
import { indexVersions, unindexItems } from '../index/index-items.ts';
import type { Added } from '../types.ts';
import { lineWithin } from './check-item.ts';
import { type ContentItem, contentItemSchema } from './item.ts';
import { readLatest } from './read-items.ts';

/** Adds items in one transaction, or none of them. What is as it was makes no new version. */
export async function addItems(
  db: Database,
  given: readonly unknown[],
  options: { now: number; demo?: boolean },
): Promise<Added[]> {
  const items = parseAll(given).map((item) => ({ item, hash: sha256Hex(canonicalJson(item)) }));
  return db.transaction(async (tx) => {
    const generation = await lockIndex(tx);
    const latest = await readLatest(
      tx,
      items.map(({ item }) => item.id),
    );
    const fresh: { id: string; version: number; item: ContentItem; hash: string }[] = [];
    const revived: { id: string; version: number; item: ContentItem }[] = [];
    const added = items.map(({ item, hash }): Added => {
      const known = latest.get(item.id);
      if (known?.hash === hash) {
        if (known.retired) revived.push({ id: item.id, version: known.version, item });
        return { id: item.id, version: known.version, hash, outcome: 'unchanged' };
      }
      const version = (known?.version ?? 0) + 1;
      fresh.push({ id: item.id, version, item, hash });
      return { id: item.id, version, hash, outcome: known ? 'new_version' : 'added' };
    });
    await insertVersions(tx, fresh, options);
    await tx.query('update content_items set retired = false where id = any ($1::text[])', [
      revived.map((r) => r.id),
    ]);
    if (fresh.length + revived.length > 0) await indexVersions(tx, generation, [...fresh, ...revived]);
    return added;
  });
}

export async function retireItem(db: Database, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const generation = await lockIndex(tx);
    const rows = await tx.query('update content_items set retired = true where id = $1 returning id', [id]);
    if (rows.length === 0) {
      throw new TrellisError('content.unknown', `The library has no "${id}": list it for the item you mean.`);
    }
    await unindexItems(tx, generation, [id]);
  });
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
  fresh: readonly { version: number; item: ContentItem; hash: string }[],
  options: { now: number; demo?: boolean },
): Promise<void> {
  if (fresh.length === 0) return;
  const rows = fresh.map(({ version, item, hash }) => ({
    id: item.id,
    version,
    hash,
    document: item,
    kind: item.kind,
    approved: item.approvedBy !== undefined,
  }));
  await tx.query(
    `insert into content_items (id, version, hash, document, kind, approved, demo, created_at)
     select id, version, hash, document, kind, approved, $2::boolean, to_timestamp($3::float8 / 1000)
     from json_to_recordset($1::json) as r (id text, version int, hash text, document jsonb, kind text, approved boolean)`,
    [JSON.stringify(rows), options.demo ?? false, options.now],
  );
}

function parseAll(given: readonly unknown[]): ContentItem[] {
  const items: ContentItem[] = [];
  const faults: Fault[] = [];
  const seen = new Set<string>();
  given.forEach((one, index) => {
    const id = typeof one === 'object' && one !== null && 'id' in one ? one.id : undefined;
    const name = typeof id === 'string' && id !== '' ? id : `items/${index}`;
    const result = contentItemSchema.safeParse(one);
    if (!result.success) {
      for (const issue of result.error.issues) {
        const path = [name, ...issue.path.map(String)].join('/');
        const line = lineWithin(issue);
        faults.push({ path, message: issue.message, ...(line !== undefined && { line }) });
      }
    } else if (seen.has(result.data.id)) {
      faults.push({ path: `${name}/id`, message: 'the same id twice in one addition' });
    } else {
      seen.add(result.data.id);
      items.push(result.data);
    }
  });
  if (faults.length > 0) {
    throw new TrellisError(
      'content.invalid',
      'Nothing was added: mend the items at fault and add them again.',
      { faults },
    );
  }
  return items;
}
