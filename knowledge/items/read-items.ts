import type { Queryable } from '../../db/connection.ts';
import type { LibraryFilter, StoredItem } from '../types.ts';
import { filterSql } from './filter/filter-sql.ts';
import type { ContentItem } from './item.ts';

interface Row {
  document: ContentItem;
  version: number;
  hash: string;
  approved: boolean;
  approved_by: string | null;
  approved_at: number | null;
  retired: boolean;
  demo: boolean;
  created_at: number;
}

const COLUMNS =
  'c.document, c.version, c.hash, c.approved, c.approved_by, c.approved_at, c.retired, c.demo, c.created_at';
const everything = { sql: 'true', params: [] };
const LATEST = 'c.version = (select max(l.version) from content_items l where l.id = c.id)';

export async function readItem(db: Queryable, id: string, version?: number): Promise<StoredItem | undefined> {
  const rows = await db.query<Row>(
    `select ${COLUMNS} from content_items c
     where c.id = $1 and ($2::int is null or c.version = $2::int) order by c.version desc limit 1`,
    [id, version ?? null],
  );
  return rows[0] && toItem(rows[0]);
}

/**
 * The title of a version that is regulated; undefined of all others. A version is when it says so or an earlier one of
 * the item does: what was left out of the front matter by mistake must not let it go.
 */
export async function regulatedTitle(
  db: Queryable,
  { item, version }: { item: string; version: number },
): Promise<string | undefined> {
  const [row] = await db.query<{ title: string }>(
    `select c.document->>'title' as title from content_items c
     where c.id = $1 and c.version = $2::int
       and exists (select from content_items r
                   where r.id = c.id and r.version <= c.version and r.document->'regulated' = 'true'::jsonb)`,
    [item, version],
  );
  return row?.title;
}

/** Latest versions of the given items, retired ones included. */
export async function readLatest(db: Queryable, ids: readonly string[]): Promise<Map<string, StoredItem>> {
  const rows = await db.query<Row>(
    `select ${COLUMNS} from content_items c where c.id = any ($1::text[]) and ${LATEST}`,
    [ids],
  );
  return new Map(rows.map((row) => [row.document.id, toItem(row)]));
}

export async function listItems(
  db: Queryable,
  filter: LibraryFilter,
  { after = '', limit, now }: { after?: string; limit?: number; now: number },
): Promise<StoredItem[]> {
  const { sql, params } = filterSql(filter, { taken: 2, now }) ?? everything;
  const rows = await db.query<Row>(
    `select ${COLUMNS} from content_items c
     where c.id > $1 and not c.retired and ${LATEST} and ${sql} order by c.id limit $2::int`,
    [after, limit ?? null, ...params],
  );
  return rows.map(toItem);
}

/** What the latest versions of items not retired are called, by id; without how the company writes, which nothing sends. */
export async function listTitles(db: Queryable): Promise<Pick<StoredItem, 'id' | 'title' | 'kind'>[]> {
  return db.query(
    `select c.id, c.document ->> 'title' as title, c.document ->> 'kind' as kind from content_items c
     where not c.retired and ${LATEST} and c.document ->> 'kind' <> 'brand-guide' order by c.id`,
  );
}

/** Every version of an item, newest first; none when there is no such item. */
export async function readVersions(db: Queryable, id: string): Promise<StoredItem[]> {
  const rows = await db.query<Row>(
    `select ${COLUMNS} from content_items c where c.id = $1 order by c.version desc`,
    [id],
  );
  return rows.map(toItem);
}

/** What items not retired name there, each once, by name. */
export async function listFacet(db: Queryable, facet: 'industries' | 'topics'): Promise<string[]> {
  const rows = await db.query<{ value: string }>(
    `select distinct jsonb_array_elements_text(c.facets -> '${facet}') as value
     from content_items c where not c.retired and ${LATEST} order by 1`,
  );
  return rows.map(({ value }) => value);
}

export async function countItems(db: Queryable, filter: LibraryFilter, now: number): Promise<number> {
  const { sql, params } = filterSql(filter, { taken: 0, now }) ?? everything;
  const rows = await db.query<{ count: number }>(
    `select count(*) as count from content_items c where not c.retired and ${LATEST} and ${sql}`,
    params,
  );
  return (rows[0] as { count: number }).count;
}

function toItem(row: Row): StoredItem {
  const { version, hash, approved, approved_by, approved_at, retired, demo } = row;
  // Documents of an earlier release say themselves who approved them.
  const { approvedBy: _, ...document } = row.document;
  return {
    ...document,
    version,
    hash,
    approved,
    ...(approved_by !== null && { approvedBy: approved_by }),
    ...(approved_at !== null && { approvedAt: approved_at }),
    retired,
    demo,
    createdAt: row.created_at,
  };
}
