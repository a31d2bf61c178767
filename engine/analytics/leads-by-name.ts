import type { Queryable } from '../../db/connection.ts';

export interface LeadByName {
  id: string;
  name: string;
  email: string | null;
  /** Of its account. */
  account: string | null;
}

/** Leads of whom these words are the whole name, the first or the last one, in any case, best score first. Walks the leads: for a person's question. */
export function leadsByName(on: Queryable, name: string, limit: number): Promise<LeadByName[]> {
  return on.query<LeadByName>(
    `select l.id, l.fields ->> 'email' as email, concat_ws(' ', l.fields ->> 'first_name', l.fields ->> 'last_name') as name,
       a.fields ->> 'account_name' as account
     from leads l left join accounts a on a.lane = l.account_lane and a.id = l.account_id
     where lower(concat_ws(' ', l.fields ->> 'first_name', l.fields ->> 'last_name')) = $1
       or lower(l.fields ->> 'first_name') = $1 or lower(l.fields ->> 'last_name') = $1
     order by l.score desc, l.lane, l.id limit $2`,
    [name.trim().toLowerCase().replace(/\s+/g, ' '), limit],
  );
}
