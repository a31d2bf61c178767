import type { Queryable } from '../../../../db/connection.ts';
import { idsCte, type Person } from './people.ts';

/** Longer values of fields are other people's texts, and no dimension. */
const longest = 100;

const statement = `with ${idsCte},
  now_of as materialized (
    select n.* from (select distinct to_lane, to_id from ids) i cross join lateral (
      select l.lane, l.id, l.seq, l.state::json -> 'segments' as segments, l.fields ->> 'owner' as owner, a.fields as account
      from leads l left join accounts a on a.lane = l.account_lane and a.id = l.account_id
      where l.lane = i.to_lane and l.id = i.to_id offset 0) n),
  names as materialized (
    select n.lane, n.id, v.name || ':' || v.value as name
    from now_of n cross join lateral (
      select 'segment' as name, s as value from json_array_elements_text(n.segments) s
      union all values ('industry', n.account ->> 'industry'), ('company-size', n.account ->> 'company_size'),
        ('region', n.account ->> 'region'), ('owner', n.owner)) v
    where v.value <> '' and length(v.value) <= ${longest}),
  written as (
    insert into fact_leads as f (lane, lead_id, seq, dims)
    select n.lane, n.id, n.seq, array_remove(array_agg(d.id order by d.id), null)
    from now_of n
    left join names m on m.lane = n.lane and m.id = n.id
    left join fact_dimensions d on d.name = m.name
    group by n.lane, n.id, n.seq order by n.lane, n.id
    on conflict (lane, lead_id) do update set seq = excluded.seq, dims = excluded.dims),
  gone as (
    delete from fact_leads where ctid = any(array(
      select f.ctid from ids join fact_leads f on f.lane = ids.lane and f.lead_id = ids.id where ids.id <> ids.to_id)))
  select distinct name from names where not exists (select from fact_dimensions d where d.name = names.name) order by 1`;

/**
 * Notes up to which input the facts of these people are made, with the dimensions they are in now. What is noted of one
 * that was merged since goes. Twice where a dimension was met for the first time, so that its number is there.
 */
export async function writeLeads(db: Queryable, people: readonly Person[]): Promise<void> {
  const given = [JSON.stringify(people)];
  const rows = await db.query<{ name: string }>(statement, given, 'write_fact_leads');
  if (rows.length === 0) return;
  await insertDimensions(
    db,
    rows.map(({ name }) => name),
  );
  await db.query(statement, given, 'write_fact_leads');
}

export async function insertDimensions(db: Queryable, names: readonly string[]): Promise<void> {
  await db.query('insert into fact_dimensions (name) select unnest($1::text[])', [names]);
}
