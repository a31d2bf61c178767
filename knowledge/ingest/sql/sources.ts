import type { Queryable } from '../../../db/connection.ts';

export const collectionKinds = ['files', 'folder', 'list', 'pages', 'sitemap'] as const;
/** `files`: named one by one, so nothing is ever gone from it. The others are read to their end. */
export type CollectionKind = (typeof collectionKinds)[number];

export interface KnownSource {
  collection: string;
  source: string;
  hash: string;
  item: string;
  version: number;
  fields: string[];
  gone: boolean;
  /** The version it made. */
  approved: boolean;
  /** The item now. */
  retired: boolean;
}

const columns = `s.collection, s.source, s.hash, s.item, s.version, s.fields, s.gone,
  (select c.approved from content_items c where c.id = s.item and c.version = s.version) as approved,
  (select c.retired from content_items c where c.id = s.item order by c.version desc limit 1) as retired`;

export async function saveCollection(
  db: Queryable,
  { name, kind, now }: { name: string; kind: CollectionKind; now: number },
): Promise<void> {
  await db.query(
    `insert into content_collections (name, kind, created_at) values ($1, $2, to_timestamp($3::float8 / 1000))
     on conflict (name) do update set kind = excluded.kind`,
    [name, kind, now],
  );
}

/** All that were ever read of a collection, by source. */
export async function sourcesOf(db: Queryable, collection: string): Promise<Map<string, KnownSource>> {
  const rows = await db.query<KnownSource>(
    `select ${columns} from content_sources s where s.collection = $1 order by s.source`,
    [collection],
  );
  return new Map(rows.map((row) => [row.source, row]));
}

/** The sources of all collections that the items come from and that are still there. */
export function sourcesOfItems(db: Queryable, items: readonly string[]): Promise<KnownSource[]> {
  return db.query<KnownSource>(
    `select ${columns} from content_sources s where s.item = any ($1::text[]) and not s.gone
     order by s.collection, s.source`,
    [items],
  );
}

export async function saveSources(
  db: Queryable,
  collection: string,
  sources: readonly Pick<KnownSource, 'source' | 'hash' | 'item' | 'version' | 'fields'>[],
  now: number,
): Promise<void> {
  await db.query(
    `insert into content_sources (collection, source, hash, item, version, fields, gone, read_at)
     select $1, source, hash, item, version,
       coalesce((select array_agg(field) from json_array_elements_text(fields) as field), '{}'), false,
       to_timestamp($3::float8 / 1000)
     from json_to_recordset($2::json) as r (source text, hash text, item text, version int, fields json)
     on conflict (collection, source) do update set hash = excluded.hash, item = excluded.item,
       version = excluded.version, fields = excluded.fields, gone = false, read_at = excluded.read_at`,
    [collection, JSON.stringify(sources), now],
  );
}

/** Marks what was not there when the collection was read to its end. */
export async function markGone(db: Queryable, collection: string, sources: readonly string[]): Promise<void> {
  await db.query(
    'update content_sources set gone = true where collection = $1 and source = any ($2::text[])',
    [collection, sources],
  );
}

export async function markRead(db: Queryable, collection: string, now: number): Promise<void> {
  await db.query('update content_collections set read_at = to_timestamp($2::float8 / 1000) where name = $1', [
    collection,
    now,
  ]);
}

export interface Collection {
  name: string;
  kind: CollectionKind;
  /** Sources that are there. */
  sources: number;
  /** Milliseconds since the epoch, when it was last read to its end. */
  readAt: number | null;
}

export function listCollections(db: Queryable): Promise<Collection[]> {
  return db.query<Collection>(
    `select c.name, c.kind, c.read_at as "readAt",
       (select count(*)::int from content_sources s where s.collection = c.name and not s.gone) as sources
     from content_collections c order by c.name`,
  );
}
