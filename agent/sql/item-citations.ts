import type { Queryable } from '../../db/connection.ts';

/** A passage of an item that answers have cited. */
export interface CitedPassage {
  version: number;
  start: number;
  end: number;
  answers: number;
  /** Of the newest of them, milliseconds since the epoch. */
  last: number;
}

const most = 50;

/** What answers have cited of an item, in whatever conversation, most cited first. Whose they are stays out of it. */
export function itemCitations(db: Queryable, item: string): Promise<CitedPassage[]> {
  return db.query<CitedPassage>(
    `select (c ->> 'version')::int as version, (c ->> 'start')::int as start, (c ->> 'end')::int as "end",
       count(*)::int as answers, max(m.at) as last
     from messages m, jsonb_path_query(m.parts, '$[*] ? (@.type == "data-citations").data.cited[*]') c
     where jsonb_path_query_array(m.parts, '$[*] ? (@.type == "data-citations").data.cited[*].item') @> to_jsonb($1::text)
       and c ->> 'item' = $1
     group by 1, 2, 3 order by answers desc, version desc, start limit ${most}`,
    [item],
  );
}
