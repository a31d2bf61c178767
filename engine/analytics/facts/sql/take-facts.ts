import { longestItem, takes } from './read-log.ts';

const nurturedBy = (at: string) => `coalesce(n.at <= ${at}, false)`;
const ofNurtured = (at: string) =>
  `d.name = case when ${nurturedBy(at)} then 'nurtured:yes' else 'nurtured:no' end`;

/** `taken`: the first time by lead and item; what lies in history that was let go stays as it was noted. */
export const taken = `
  taken as materialized (
    select distinct on (lane, lead_id, item) * from (
      select lane, lead_id, item, occurred_at as at, from_id, null::text as stage
      from events where name in (${takes}) and item is not null
      union all
      select ids.to_lane, ids.to_id, o.item, o.at, ids.to_id, o.stage
      from take_facts_old o join ids on ids.lane = o.lane and ids.id = o.lead_id where o.at < $2) t
    order by lane, lead_id, item, at, stage nulls last, from_id)`;

export const takeFacts = `
  take_facts_fresh as materialized (
    select t.lane, t.lead_id, t.item, t.at, coalesce(t.stage, p.stage) as stage, p.progressed_at,
           array_remove(l.dims || array[c.id, d.id], null) as dims
    from taken t
    join people l on l.lane = t.lane and l.lead_id = t.lead_id
    join placed p on p.lane = t.lane and p.lead_id = t.lead_id and p.from_id = t.from_id and p.at = t.at
    left join nurture n on n.lane = t.lane and n.lead_id = t.lead_id
    left join fact_dimensions c on c.name = 'item:' || t.item and length(t.item) <= ${longestItem}
    left join fact_dimensions d on ${ofNurtured('t.at')})`;

export const dealFacts = `
  deals as (
    select lane, lead_id, from_id, seq, occurred_at as at, case name when 'deal_closed' then 'closed' else 'proposal' end as kind,
           case name when 'deal_closed' then won end as won, amount
    from events where name in ('proposal_sent', 'deal_closed')
    union
    select ids.to_lane, ids.to_id, o.from_id, o.seq, o.at, o.kind, o.won, o.amount
    from deal_facts_old o join ids on ids.lane = o.lane and ids.id = o.lead_id where o.at < $2),
  deal_facts_fresh as materialized (
    select t.lane, t.lead_id, t.from_id, t.seq, t.at, t.kind, t.won, t.amount, ${nurturedBy('t.at')} as nurtured,
           array_remove(l.dims || d.id, null) as dims
    from deals t
    join people l on l.lane = t.lane and l.lead_id = t.lead_id
    left join nurture n on n.lane = t.lane and n.lead_id = t.lead_id
    left join fact_dimensions d on ${ofNurtured('t.at')})`;
