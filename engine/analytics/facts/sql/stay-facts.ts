import { lifecycleStages } from '../../../program/schema.ts';
import { acceptedStages } from '../../accepted-stages.ts';
import { quoted, takes } from './read-log.ts';

const same = (a: string, b: string) => `${a}.lane = ${b}.lane and ${a}.lead_id = ${b}.lead_id`;
const sameStay = (a: string, b: string) => `${same(a, b)} and ${a}.kind = ${b}.kind and ${a}.n = ${b}.n`;
const firstOf = (name: string) => `min(e.at) filter (where e.name = '${name}')`;
const closing = (column: string) =>
  `(array_agg(e.${column} order by e.at, e.seq) filter (where e.name = 'deal_closed'))[1]`;
/** What lies in history that was let go stays as it was noted. */
const first = (column: string) =>
  `least(case when o.${column} < $2 then o.${column} end, x.${column}) as ${column}`;
const kept = (column: string) =>
  `case when o.closed_at < $2 then o.${column} else x.${column} end as ${column}`;

/**
 * `stay_facts_fresh`: from the lead's own moves and its beginning. Moves of one instant count as one. What happens
 * during a stay is told by when it reached us, as the moves are, or when it occurred where it was told late; what makes
 * the lead move belongs to the stay that it ends.
 */
export const stayFacts = `
  own as (select * from moves where from_id = lead_id),
  marks as (
    select p.lane, p.lead_id, k.kind, p.began as at, -1::bigint as seq, 0::smallint as ordinal, coalesce(f.from_stage, k.stage) as stage
    from people p
    cross join lateral (values ('journey', p.journey), ('lifecycle', p.lifecycle)) k(kind, stage)
    left join (select distinct on (lane, lead_id, kind) lane, lead_id, kind, from_stage
               from own order by lane, lead_id, kind, at, seq, ordinal) f on ${same('f', 'p')} and f.kind = k.kind
    union all
    select v.lane, v.lead_id, v.kind, greatest(v.at, p.began), v.seq, v.ordinal, v.to_stage
    from own v join people p on ${same('p', 'v')}),
  instants as (
    select distinct on (lane, lead_id, kind, at) * from marks order by lane, lead_id, kind, at, seq desc, ordinal desc),
  turns as (
    select *, lag(stage) over (partition by lane, lead_id, kind order by at) as stage_before from instants),
  stays as materialized (
    select lane, lead_id, kind, (row_number() over w)::int as n, stage, at as entered_at, lead(at) over w as left_at,
           lead(stage) over w as next_stage
    from turns where stage_before is distinct from stage window w as (partition by lane, lead_id, kind order by at)),
  happened as (
    select lane, lead_id, case when historic then occurred_at else at end as at, seq, name,
           case when name = 'email_click' or name in (${takes}) then item end as item, won, amount
    from events),
  during as materialized (
    select s.kind, s.n, e.*
    from stays s join happened e on ${same('e', 's')}
    where (e.at > s.entered_at or (s.n = 1 and e.at = s.entered_at)) and e.at <= coalesce(s.left_at, 'infinity')),
  mailed as materialized (
    select s.lane, s.lead_id, s.kind, s.n, m.item
    from stays s join mails m on ${same('m', 's')}
    where m.at >= s.entered_at and m.at < coalesce(s.left_at, 'infinity')),
  stay_events as (
    select e.lane, e.lead_id, e.kind, e.n, count(distinct e.item)::int as pieces,
           ${firstOf('email_click')} as clicked_at, ${firstOf('content_download')} as downloaded_at,
           ${firstOf('demo_request')} as demo_at, ${firstOf('meeting_scheduled')} as meeting_at,
           ${firstOf('proposal_sent')} as proposal_at, ${firstOf('deal_closed')} as closed_at,
           ${closing('won')} as won, ${closing('amount')} as amount
    from during e group by 1, 2, 3, 4),
  stay_mails as (select lane, lead_id, kind, n, count(*)::int as emails from mailed group by 1, 2, 3, 4),
  stay_names as materialized (
    select s.lane, s.lead_id, s.kind, s.n, 'track:' || e.track as name
    from stays s join enrolled e on ${same('e', 's')}
    where e.started_at < coalesce(s.left_at, 'infinity') and coalesce(e.ended_at, 'infinity') >= s.entered_at
    union select lane, lead_id, kind, n, 'item:' || item from mailed
    union select lane, lead_id, kind, n, 'item:' || item from during where item is not null
    union select s.lane, s.lead_id, s.kind, s.n, d.name
    from stays s
    join stay_facts_old o on ${same('o', 's')} and o.kind = s.kind and o.entered_at = s.entered_at
    cross join lateral unnest(o.dims) as x(id)
    join fact_dimensions d on d.id = x.id and starts_with(d.name, 'item:')
    where o.entered_at < $2),
  stay_dims as (
    select s.lane, s.lead_id, s.kind, s.n, array_agg(d.id order by d.id) as dims
    from stay_names s join fact_dimensions d on d.name = s.name group by 1, 2, 3, 4),
  reached as (
    select s.lane, s.lead_id, (array[${quoted(lifecycleStages)}])[max(o.place) + 1] as furthest,
           min(s.entered_at) filter (where s.stage in (${quoted(acceptedStages)})) as accepted_at
    from stays s join stage_order o on o.kind = s.kind and o.stage = s.stage
    where s.kind = 'lifecycle' group by 1, 2),
  stay_facts_fresh as materialized (
    select s.lane, s.lead_id, s.kind, s.n, s.stage, s.entered_at, s.left_at, s.next_stage,
           b.place > a.place as forward, coalesce(u.at <= s.entered_at, false) as nurtured,
           coalesce(m.emails, 0) as emails,
           greatest(case when o.entered_at < $2 then o.pieces end, x.pieces, 0) as pieces,
           ${['clicked_at', 'downloaded_at', 'demo_at', 'meeting_at', 'proposal_at', 'closed_at'].map(first).join(', ')},
           ${['won', 'amount'].map(kept).join(', ')}, r.furthest, r.accepted_at,
           array_remove(l.dims || g.dims || d.id, null) as dims
    from stays s
    join people l on ${same('l', 's')}
    left join stage_order a on a.kind = s.kind and a.stage = s.stage
    left join stage_order b on b.kind = s.kind and b.stage = s.next_stage
    left join nurture u on ${same('u', 's')}
    left join stay_events x on ${sameStay('x', 's')}
    left join stay_mails m on ${sameStay('m', 's')}
    left join stay_dims g on ${sameStay('g', 's')}
    left join reached r on ${same('r', 's')} and s.kind = 'lifecycle' and s.n = 1
    left join stay_facts_old o on ${same('o', 's')} and o.kind = s.kind and o.entered_at = s.entered_at
    left join fact_dimensions d on d.name = case when coalesce(u.at <= s.entered_at, false) then 'nurtured:yes' else 'nurtured:no' end)`;
