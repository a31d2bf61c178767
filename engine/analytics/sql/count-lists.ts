import type { Queryable } from '../../../db/connection.ts';

/** How many leads are on each list, by name. */
export function countLists(db: Queryable): Promise<{ list: string; leads: number }[]> {
  return db.query(
    `select list, count(*)::int as leads from leads, unnest(lists) as list group by list order by list collate "C"`,
  );
}
