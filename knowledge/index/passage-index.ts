import type { Tx } from '../../db/connection.ts';
import type { ContentItem } from '../items/item.ts';
import { countTerms, documentVector } from '../lexical/bm25.ts';
import { termsOf } from '../lexical/terms.ts';
import { splitBody } from '../passages/split.ts';

/** What the index was built with, kept in `settings` beside it. */
export interface IndexStatistics {
  passages: number;
  /** Terms in all passages, with title and headings. */
  terms: number;
  /** The average length that the stored weights assume. */
  averageLength: number;
}

const KEY = 'knowledge.bm25';
/** Stored weights bear this much drift of the average length before the index is built again. */
const DRIFT = 0.1;
const ROWS_PER_INSERT = 200;

type Version = { id: string; version: number; item: Pick<ContentItem, 'title' | 'body'> };

/**
 * Locks the index for the rest of the transaction, so that two additions do not lose each other's counts.
 * Take it before reading what is to be indexed.
 */
export async function lockIndex(tx: Tx): Promise<IndexStatistics> {
  const empty: IndexStatistics = { passages: 0, terms: 0, averageLength: 0 };
  await tx.query('insert into settings (key, value) values ($1, $2) on conflict (key) do nothing', [
    KEY,
    JSON.stringify(empty),
  ]);
  const rows = await tx.query<{ value: string }>('select value from settings where key = $1 for update', [
    KEY,
  ]);
  return JSON.parse((rows[0] as { value: string }).value) as IndexStatistics;
}

export async function readStatistics(db: Pick<Tx, 'query'>): Promise<IndexStatistics | undefined> {
  const rows = await db.query<{ value: string }>('select value from settings where key = $1', [KEY]);
  return rows[0] && (JSON.parse(rows[0].value) as IndexStatistics);
}

/** Puts versions into the index in the place of any other version of the same items. Needs `lockIndex`. */
export async function indexVersions(
  tx: Tx,
  statistics: IndexStatistics,
  versions: readonly Version[],
): Promise<void> {
  const kept = await forget(
    tx,
    statistics,
    versions.map((version) => version.id),
  );
  const passages = await analyse(versions);
  const added = passages.reduce((sum, passage) => sum + passage.length, 0);
  const now: IndexStatistics = {
    passages: kept.passages + passages.length,
    terms: kept.terms + added,
    averageLength: kept.averageLength,
  };
  const average = now.terms / Math.max(now.passages, 1);
  if (Math.abs(average - kept.averageLength) > DRIFT * kept.averageLength) return rebuildIndex(tx);
  await insert(tx, passages, now.averageLength);
  await countDocuments(
    tx,
    passages.map((passage) => passage.counts),
    1,
  );
  await save(tx, now);
}

/** Takes items out of the index. Needs `lockIndex`. */
export async function unindexItems(
  tx: Tx,
  statistics: IndexStatistics,
  ids: readonly string[],
): Promise<void> {
  await save(tx, await forget(tx, statistics, ids));
}

/** Builds the whole index from the latest versions that are not retired. Needs `lockIndex`. */
export async function rebuildIndex(tx: Tx): Promise<void> {
  await tx.query('delete from passages');
  await tx.query('delete from passage_terms');
  const rows = await tx.query<{ id: string; version: number; document: ContentItem }>(
    `select id, version, document from content_items c
     where not retired and version = (select max(version) from content_items l where l.id = c.id) order by id`,
  );
  const passages = await analyse(
    rows.map((row) => ({ id: row.id, version: row.version, item: row.document })),
  );
  const terms = passages.reduce((sum, passage) => sum + passage.length, 0);
  const averageLength = terms / Math.max(passages.length, 1);
  await insert(tx, passages, averageLength);
  await countDocuments(
    tx,
    passages.map((passage) => passage.counts),
    1,
  );
  await save(tx, { passages: passages.length, terms, averageLength });
}

async function forget(tx: Tx, statistics: IndexStatistics, ids: readonly string[]): Promise<IndexStatistics> {
  const rows = await tx.query<{ title: string; heading: string; text: string }>(
    `with gone as (delete from passages where item = any ($1::text[]) returning item, version, heading, text)
     select c.document ->> 'title' as title, g.heading, g.text
     from gone g join content_items c on c.id = g.item and c.version = g.version`,
    [ids],
  );
  const terms = rows.map((row) => termsOf(indexText(row.title, row.heading, row.text)));
  await countDocuments(tx, terms.map(countTerms), -1);
  return {
    passages: statistics.passages - rows.length,
    terms: statistics.terms - terms.reduce((sum, list) => sum + list.length, 0),
    averageLength: statistics.averageLength,
  };
}

interface Analysed {
  row: {
    item: string;
    version: number;
    ordinal: number;
    heading: string;
    text: string;
    start: number;
    end: number;
  };
  counts: Map<number, number>;
  length: number;
}

async function analyse(versions: readonly Version[]): Promise<Analysed[]> {
  const found: Analysed[] = [];
  for (const { id, version, item } of versions) {
    for (const passage of await splitBody(item.body)) {
      const terms = termsOf(indexText(item.title, passage.heading, passage.text));
      found.push({ row: { item: id, version, ...passage }, counts: countTerms(terms), length: terms.length });
    }
  }
  return found;
}

/** Title and headings are searched with each passage; they are not part of its text. */
function indexText(title: string, heading: string, text: string): string {
  return `${title}\n${heading}\n${text}`;
}

async function insert(tx: Tx, passages: readonly Analysed[], averageLength: number): Promise<void> {
  for (let from = 0; from < passages.length; from += ROWS_PER_INSERT) {
    const rows = passages.slice(from, from + ROWS_PER_INSERT).map(({ row, counts, length }) => ({
      ...row,
      terms: documentVector(counts, length, averageLength),
    }));
    await tx.query(
      `insert into passages (item, version, ordinal, heading, text, start_offset, end_offset, terms)
       select item, version, ordinal, heading, text, start, "end", terms::sparsevec
       from json_to_recordset($1::json) as r (item text, version int, ordinal int, heading text, text text, start int,
         "end" int, terms text)`,
      [JSON.stringify(rows)],
    );
  }
}

/** Adds `sign` to the number of passages of each term that a passage has; terms nobody has any more go. */
async function countDocuments(
  tx: Tx,
  passages: readonly ReadonlyMap<number, number>[],
  sign: 1 | -1,
): Promise<void> {
  const change = new Map<number, number>();
  for (const counts of passages)
    for (const term of counts.keys()) change.set(term, (change.get(term) ?? 0) + sign);
  if (change.size === 0) return;
  await tx.query(
    `insert into passage_terms as t (term, documents)
     select term, change from json_to_recordset($1::json) as r (term int, change int)
     on conflict (term) do update set documents = t.documents + excluded.documents`,
    [JSON.stringify([...change].map(([term, by]) => ({ term, change: by })))],
  );
  if (sign < 0) await tx.query('delete from passage_terms where documents <= 0');
}

async function save(tx: Tx, statistics: IndexStatistics): Promise<void> {
  await tx.query('update settings set value = $2 where key = $1', [KEY, JSON.stringify(statistics)]);
}
