import type { Tx } from '../../../db/connection.ts';

export interface EntryKey {
  item: string;
  version: number;
  ordinal: number;
}

export interface EntryRow extends EntryKey {
  length: number;
  /** pgvector's text of the weights. */
  terms: string;
  /** pgvector's text; null when there is none yet. */
  vector: string | null;
  refused: boolean;
}

export async function insertEntries(tx: Tx, generation: number, rows: readonly EntryRow[]): Promise<void> {
  await tx.query(
    `insert into index_entries (generation, item, version, ordinal, length, terms, vector, refused)
     select $1::int, item, version, ordinal, length, terms::sparsevec, vector::halfvec, refused
     from json_to_recordset($2::json) as r (item text, version int, ordinal int, length int, terms text, vector text,
       refused boolean)`,
    [generation, JSON.stringify(rows)],
  );
}

export interface GoneEntry {
  generation: number;
  length: number;
  terms: string;
}

/** Takes items out of every generation that is in use or being built. */
export async function deleteEntries(tx: Tx, items: readonly string[]): Promise<GoneEntry[]> {
  return tx.query(
    `delete from index_entries e using index_generations g
     where e.item = any ($1::text[]) and g.id = e.generation and g.status <> 'gone'
     returning e.generation, e.length, e.terms::text as terms`,
    [items],
  );
}

export interface TextOfEntry extends EntryKey {
  title: string;
  language: string;
  heading: string;
  text: string;
}

/** The texts of all entries of a generation. */
export async function readEntryTexts(tx: Tx, generation: number): Promise<TextOfEntry[]> {
  return tx.query(
    `select e.item, e.version, e.ordinal, c.document ->> 'title' as title,
       coalesce(c.document ->> 'language', 'en') as language, p.heading, p.text
     from index_entries e join passages p using (item, version, ordinal)
       join content_items c on c.id = e.item and c.version = e.version
     where e.generation = $1`,
    [generation],
  );
}

export async function updateWeights(
  tx: Tx,
  generation: number,
  rows: readonly (EntryKey & { terms: string })[],
): Promise<void> {
  await tx.query(
    `update index_entries e set terms = r.terms::sparsevec
     from json_to_recordset($2::json) as r (item text, version int, ordinal int, terms text)
     where e.generation = $1 and e.item = r.item and e.version = r.version and e.ordinal = r.ordinal`,
    [generation, JSON.stringify(rows)],
  );
}
