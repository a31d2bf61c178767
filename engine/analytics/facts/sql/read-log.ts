import { journeyStages, lifecycleStages } from '../../../program/schema.ts';
import { itemOf, takingUp } from '../../sql/taking-up.ts';

/** Names as a list of SQL. */
export const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ');

/** What leads do about an email. */
export const answers = [
  'email_open',
  'email_click',
  'email_reply',
  'email_bounce',
  'unsubscribe',
  'spam_complaint',
];
const sales = ['demo_request', 'meeting_scheduled', 'proposal_sent', 'deal_closed'];
export const takes = quoted(takingUp);
const read = [...answers, ...takingUp, ...sales];

/** Whether a decision says any of what is read of traces: told from its text, before it is parsed. */
const says = ['"did":"split"', '"did":"hold"', '"did":"drop"', '"did":"assign"', '"branch":'].map(
  (words) => `i.decision like '%${words}%'`,
);

/** Longer names of items are other people's texts. */
export const longestItem = 100;

const places = (kind: string, stages: readonly string[]) =>
  stages.map((stage, place) => `('${kind}', '${stage}', ${place})`);

/**
 * What facts are made of, read lead by lead whatever the planner knows of the tables (`offset 0` keeps each a look-up),
 * under the lead that it lives on in: log and events, mails, moves, enrolled; and `people`, those leads.
 */
export const readLog = `
  stage_order (kind, stage, place) as materialized (
    values ${[...places('journey', journeyStages), ...places('lifecycle', lifecycleStages)].join(', ')}),
  people as materialized (
    select p.* from (select distinct to_lane, to_id from ids) i cross join lateral (
      select l.lane, l.id as lead_id, l.journey, l.lifecycle,
             (select f.dims from fact_leads f where f.lane = l.lane and f.lead_id = l.id) as dims,
             least(l.created_at, (select min(r.created_at) from lead_redirects r
                                  where r.to_lane = l.lane and r.to_id = l.id)) as began
      from leads l where l.lane = i.to_lane and l.id = i.to_id offset 0) p),
  log as materialized (
    select ids.to_lane as lane, ids.to_id as lead_id, ids.id as from_id, i.*
    from ids cross join lateral (
      select i.seq, i.name, i.at, i.occurred_at, i.program, i.properties, i.payload, t.decision
      from inputs i
      cross join lateral (select case when i.seq > ids.done and (${says.join(' or ')}) then i.decision end as decision) t
      where i.lane = ids.lane and i.lead_id = ids.id and i.at >= ids.since
        and (i.name in (${quoted(read)}) or t.decision is not null)
      offset 0) i),
  events as materialized (
    select lane, lead_id, from_id, seq, name, at, occurred_at,
           properties ->> 'track' as track, properties ->> 'step' as step,
           left(nullif(${itemOf('i')}, ''), ${longestItem}) as item,
           case when jsonb_typeof(properties -> 'won') = 'boolean' then (properties -> 'won')::boolean end as won,
           case when jsonb_typeof(properties -> 'amount') = 'number' then (properties -> 'amount')::numeric end as amount,
           payload -> 'historic' is not null as historic
    from log i where i.name in (${quoted(read)})),
  mails as materialized (
    select ids.to_lane as lane, ids.to_id as lead_id, ids.id as from_id, m.*
    from ids cross join lateral (
      select o.seq, o.ordinal, o.settled_at as at, o.track, o.step, (o.effect ->> 'enrolment')::int as enrolment,
             o.effect #>> '{content,item}' as item, (o.effect #>> '{content,version}')::int as version,
             o.effect ->> 'purpose' as purpose
      from outbox o
      where o.lane = ids.lane and o.lead_id = ids.id and o.kind = 'email' and o.status = 'sent'
      offset 0) m),
  moves as materialized (
    select ids.to_lane as lane, ids.to_id as lead_id, ids.id as from_id, m.*,
           b.place > a.place as forward
    from ids cross join lateral (
      select v.kind, v.at, v.seq, v.ordinal, v.from_stage, v.to_stage
      from stage_moves v where v.lane = ids.lane and v.lead_id = ids.id offset 0) m
    left join stage_order a on a.kind = m.kind and a.stage = m.from_stage
    left join stage_order b on b.kind = m.kind and b.stage = m.to_stage),
  enrolled as materialized (
    select ids.to_lane as lane, ids.to_id as lead_id, ids.id as from_id, e.*
    from ids cross join lateral (
      select n.track, n.n, n.started_at, n.ended_at
      from enrolments n where n.lane = ids.lane and n.lead_id = ids.id offset 0) e),
  nurture as materialized (
    select lane, lead_id, min(at) as at
    from (select lane, lead_id, started_at as at from enrolled union all select lane, lead_id, at from mails) n
    group by 1, 2)`;
