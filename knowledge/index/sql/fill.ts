import type { Queryable, Tx } from '../../../db/connection.ts';
import type { EntryKey, TextOfEntry } from './entries.ts';

export interface PassageText extends TextOfEntry {
  hash: string;
}

const texts = `p.item, p.version, p.ordinal, c.facets ->> 'title' as title,
  coalesce(c.facets ->> 'language', 'en') as language, p.heading, p.text, p.hash`;
const withItem = 'passages p join content_items c on c.id = p.item and c.version = p.version';
const sameKey = 'e.item = p.item and e.version = p.version and e.ordinal = p.ordinal';

export async function countPassages(db: Queryable): Promise<number> {
  const [row] = await db.query<{ count: number }>('select count(*) as count from passages');
  return row?.count ?? 0;
}

/** So many passages, the same ones of the same library. */
export async function samplePassages(db: Queryable, most: number): Promise<PassageText[]> {
  return db.query(`select ${texts} from ${withItem} order by p.hash, p.item, p.ordinal limit $1`, [most]);
}

/**
 * Passages after the given one that the generation has no entry of. The keys are found first: sorting what is left with its
 * texts for every batch would take longer than all the rest.
 */
export async function passagesToEnter(
  db: Queryable,
  generation: number,
  { after, limit }: { after: EntryKey; limit: number },
): Promise<PassageText[]> {
  return db.query(
    `with next as materialized (
       select p.item, p.version, p.ordinal from passages p
       where (p.item, p.version, p.ordinal) > ($2::text collate "C", $3::int, $4::int)
         and not exists (select from index_entries e where e.generation = $1 and ${sameKey})
       order by p.item, p.version, p.ordinal limit $5)
     select ${texts} from next join passages p using (item, version, ordinal)
       join content_items c on c.id = p.item and c.version = p.version
     order by p.item, p.version, p.ordinal`,
    [generation, after.item, after.version, after.ordinal, limit],
  );
}

/** Which of these passages are still there and not entered yet. Needs `lockIndex`. */
export async function stillToEnter(
  tx: Tx,
  generation: number,
  keys: readonly EntryKey[],
): Promise<Set<string>> {
  const rows = await tx.query<EntryKey>(
    `select p.item, p.version, p.ordinal
     from json_to_recordset($2::json) as r (item text, version int, ordinal int)
       join passages p on p.item = r.item and p.version = r.version and p.ordinal = r.ordinal
     where not exists (select from index_entries e where e.generation = $1 and ${sameKey})`,
    [generation, JSON.stringify(keys)],
  );
  return new Set(rows.map(keyText));
}

export const keyText = ({ item, version, ordinal }: EntryKey) => `${item} ${version} ${ordinal}`;

/** Entries that wait for a vector. */
export async function entriesWithoutVector(
  db: Queryable,
  generation: number,
  { after, limit }: { after: EntryKey; limit: number },
): Promise<PassageText[]> {
  return db.query(
    `select ${texts} from index_entries e join passages p on ${sameKey}
       join content_items c on c.id = p.item and c.version = p.version
     where e.generation = $1 and e.vector is null and not e.refused
       and (e.item, e.version, e.ordinal) > ($2::text collate "C", $3::int, $4::int)
     order by e.item, e.version, e.ordinal limit $5`,
    [generation, after.item, after.version, after.ordinal, limit],
  );
}

/** Rows that went meanwhile are passed over. */
export async function setVectors(
  db: Queryable,
  generation: number,
  rows: readonly (EntryKey & { vector: string | null; refused: boolean })[],
): Promise<void> {
  await db.query(
    `update index_entries e set vector = r.vector::halfvec, refused = r.refused
     from json_to_recordset($2::json) as r (item text, version int, ordinal int, vector text, refused boolean)
     where e.generation = $1 and e.item = r.item and e.version = r.version and e.ordinal = r.ordinal`,
    [generation, JSON.stringify(rows)],
  );
}
