import type { Queryable } from '../../../db/connection.ts';
import type { Where } from './where.ts';

export interface LeadSample {
  id: string;
  name: string | null;
  email: string | null;
  account: string | null;
  score: number;
  journey: string;
}

/** The `limit` leads with the highest score that satisfy the condition. */
export function selectSample(db: Queryable, where: Where, limit: number): Promise<LeadSample[]> {
  return db.query(
    `select l.id::text as id,
            nullif(concat_ws(' ', l.fields ->> 'first_name', l.fields ->> 'last_name'), '') as name,
            l.fields ->> 'email' as email,
            (select coalesce(a.fields ->> 'account_name', a.id) from accounts a
             where a.lane = l.account_lane and a.id = l.account_id) as account,
            l.score, l.journey
     from leads l where ${where.sql}
     order by l.score desc, l.id limit $${where.params.length + 1}::int`,
    [...where.params, limit],
  );
}
