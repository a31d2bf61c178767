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

/** The `limit` leads with the highest score that satisfy the condition, or those that come after one of them. */
export function selectSample(
  db: Queryable,
  where: Where,
  limit: number,
  after: { score: number; id: string } | undefined,
): Promise<LeadSample[]> {
  const n = where.params.length;
  return db.query(
    `select l.id::text as id,
            nullif(concat_ws(' ', l.fields ->> 'first_name', l.fields ->> 'last_name'), '') as name,
            l.fields ->> 'email' as email,
            (select coalesce(a.fields ->> 'account_name', a.id) from accounts a
             where a.lane = l.account_lane and a.id = l.account_id) as account,
            l.score, l.journey
     from leads l
     where (${where.sql}) and ($${n + 2}::uuid is null or l.score < $${n + 3}::int or (l.score = $${n + 3}::int and l.id > $${n + 2}::uuid))
     order by l.score desc, l.id limit $${n + 1}::int`,
    [...where.params, limit, after?.id ?? null, after?.score ?? null],
  );
}
