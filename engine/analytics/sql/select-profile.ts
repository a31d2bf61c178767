import type { Queryable } from '../../../db/connection.ts';

/** What content is chosen by: where a lead stands and who it is. Names and values are foreign text. */
export interface LeadProfile {
  name: string | null;
  journey: string;
  language: string | null;
  buyer_role: string | null;
  industry: string | null;
  company_size: string | null;
  region: string | null;
}

export async function selectProfile(
  db: Queryable,
  lead: { lane: number; id: string },
): Promise<LeadProfile | undefined> {
  const [row] = await db.query<LeadProfile>(
    `select nullif(concat_ws(' ', l.fields ->> 'first_name', l.fields ->> 'last_name'), '') as name, l.journey,
            l.fields ->> 'language' as language, l.fields ->> 'buyer_role' as buyer_role,
            a.fields ->> 'industry' as industry, a.fields ->> 'company_size' as company_size,
            a.fields ->> 'region' as region
     from leads l left join accounts a on a.lane = l.account_lane and a.id = l.account_id
     where l.lane = $1 and l.id = $2`,
    [lead.lane, lead.id],
  );
  return row;
}
