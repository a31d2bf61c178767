import type { Queryable } from '../../../../db/connection.ts';
import { idsCte, type Person } from './people.ts';

/** Longer values of fields are other people's texts, and no dimension. */
const longest = 100;

/** The dimensions of a lead by name, over `l` of leads and `a` of accounts. */
const names = `
  select 'segment:' || s from json_array_elements_text(l.state::json -> 'segments') s
  union select v.name || ':' || v.value from (values
    ('industry', a.fields ->> 'industry'), ('company-size', a.fields ->> 'company_size'), ('region', a.fields ->> 'region'),
    ('owner', l.fields ->> 'owner')) v(name, value)
  where v.value <> '' and length(v.value) <= ${longest}`;

/**
 * Notes up to which input the facts of these people are made, with the dimensions they are in now. What another lead's
 * row says of one that was merged goes.
 */
export async function writeLeads(db: Queryable, people: readonly Person[]): Promise<void> {
  const given = [JSON.stringify(people)];
  const now = `now_of as materialized (
    select l.lane, l.id, l.seq, array(${names}) as names
    from (select distinct to_lane, to_id from ids) i
    join leads l on l.lane = i.to_lane and l.id = i.to_id
    left join accounts a on a.lane = l.account_lane and a.id = l.account_id)`;
  await db.query(
    `with ${idsCte}, ${now}
     insert into fact_dimensions (name)
     select distinct n from now_of, unnest(now_of.names) n
     where not exists (select from fact_dimensions d where d.name = n) order by 1`,
    given,
  );
  await db.query(
    `with ${idsCte}, ${now}
     insert into fact_leads as f (lane, lead_id, seq, dims)
     select lane, id, seq, array(
       select d.id from fact_dimensions d where d.name = any(now_of.names) order by 1)
     from now_of order by lane, id
     on conflict (lane, lead_id) do update set seq = excluded.seq, dims = excluded.dims`,
    given,
  );
  await db.query(
    `with ${idsCte} delete from fact_leads f using ids where f.lane = ids.lane and f.lead_id = ids.id and ids.id <> ids.to_id`,
    given,
  );
}
