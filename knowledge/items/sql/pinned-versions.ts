import type { Queryable } from '../../../db/connection.ts';

/** What tells whether a version may still be sent. */
export interface PinnedVersion {
  id: string;
  version: number;
  hash: string;
  title: string;
  approved: boolean;
  retired: boolean;
  validFrom: string | null;
  validTo: string | null;
}

/** The given versions, as far as the library has them. */
export function selectPinned(
  db: Queryable,
  refs: readonly { item: string; version: number }[],
): Promise<PinnedVersion[]> {
  return db.query<PinnedVersion>(
    `select c.id, c.version, c.hash, c.document->>'title' as title, c.approved, c.retired,
       c.document->>'validFrom' as "validFrom", c.document->>'validTo' as "validTo"
     from content_items c
     join json_to_recordset($1::json) as r (item text, version int) on r.item = c.id and r.version = c.version`,
    [JSON.stringify(refs.map(({ item, version }) => ({ item, version })))],
  );
}
