import type { Tx } from '../../../db/connection.ts';

export interface PassageRow {
  item: string;
  version: number;
  ordinal: number;
  heading: string;
  text: string;
  start: number;
  end: number;
  page: number | null;
  hash: string;
}

export async function insertPassages(tx: Tx, rows: readonly PassageRow[]): Promise<void> {
  await tx.query(
    `insert into passages (item, version, ordinal, heading, text, start_offset, end_offset, page, hash)
     select item, version, ordinal, heading, text, start, "end", page, hash
     from json_to_recordset($1::json) as r (item text, version int, ordinal int, heading text, text text, start int,
       "end" int, page int, hash text)`,
    [JSON.stringify(rows)],
  );
}

/** Entries of every generation go with them. */
export async function deletePassages(tx: Tx, items: readonly string[]): Promise<void> {
  await tx.query('delete from passages where item = any ($1::text[])', [items]);
}
