import { attributionDays } from '../../period.ts';
import { longestItem } from './read-log.ts';

const days = `interval '${attributionDays} days'`;

/** The first time of what happened to a sending; what lies in history that was let go stays as it was noted. */
const first = (column: string) =>
  `least(case when o.${column} < $2 then o.${column} end, b.${column}) as ${column}`;
const firstOf = (name: string) => `min(at) filter (where name = '${name}' and at < sent_at + ${days})`;

/**
 * `email_facts_fresh`. What an event tells of belongs to the latest sending of its track and step before it; where it
 * names none, and bounces, unsubscribes and complaints always, to the latest email at all. Events and sendings of a
 * scope are put in one line by time, sendings first, and each sending counts what follows it.
 */
export const emailFacts = `
  line as (
    select m.lane, m.lead_id, s.scope, m.at, true as is_mail, m.from_id, m.seq, m.ordinal, null::text as name
    from mails m cross join lateral (values (m.track || '/' || m.step), ('')) s(scope)
    union all
    select e.lane, e.lead_id,
           case when e.name in ('email_open', 'email_click', 'email_reply') then coalesce(e.track || '/' || e.step, '') else '' end,
           e.occurred_at, false, e.from_id, e.seq, 0, e.name
    from events e
    where e.name in ('email_open', 'email_click', 'email_reply', 'email_bounce', 'unsubscribe', 'spam_complaint')),
  numbered as (
    select *, count(*) filter (where is_mail) over w as n, max(at) filter (where is_mail) over w as sent_at
    from line
    window w as (partition by lane, lead_id, scope order by at, is_mail desc, from_id, seq, ordinal rows unbounded preceding)),
  outcomes as (
    select lane, lead_id, (array_agg(from_id) filter (where is_mail))[1] as from_id,
           max(seq) filter (where is_mail) as seq, max(ordinal) filter (where is_mail) as ordinal,
           ${firstOf('email_bounce')} as bounced_at, ${firstOf('email_open')} as opened_at,
           ${firstOf('email_click')} as clicked_at, ${firstOf('email_reply')} as replied_at,
           ${firstOf('unsubscribe')} as unsubscribed_at, ${firstOf('spam_complaint')} as complained_at
    from numbered where n > 0 group by lane, lead_id, scope, n),
  by_mail as materialized (
    select lane, lead_id, from_id, seq, ordinal, min(bounced_at) as bounced_at, min(opened_at) as opened_at,
           min(clicked_at) as clicked_at, min(replied_at) as replied_at, min(unsubscribed_at) as unsubscribed_at,
           min(complained_at) as complained_at
    from outcomes group by 1, 2, 3, 4, 5),
  email_facts_fresh as materialized (
    select m.lane, m.lead_id, m.from_id, m.seq, m.ordinal, m.at as sent_at, m.track, m.step, m.enrolment, m.item,
           m.version, p.stage, m.purpose, ${['bounced_at', 'opened_at', 'clicked_at', 'replied_at', 'unsubscribed_at', 'complained_at'].map(first).join(', ')},
           p.progressed_at, array_remove(l.dims || array[t.id, s.id, c.id], null) as dims
    from mails m
    join people l on l.lane = m.lane and l.lead_id = m.lead_id
    join placed p on p.lane = m.lane and p.lead_id = m.lead_id and p.from_id = m.from_id and p.at = m.at
    left join by_mail b on b.lane = m.lane and b.lead_id = m.lead_id and b.from_id = m.from_id and b.seq = m.seq and b.ordinal = m.ordinal
    left join email_facts_old o on o.from_id = m.from_id and o.seq = m.seq and o.ordinal = m.ordinal
    left join fact_dimensions t on t.name = 'track:' || m.track
    left join fact_dimensions s on s.name = 'step:' || m.track || '/' || m.step
    left join fact_dimensions c on c.name = 'item:' || m.item and length(m.item) <= ${longestItem})`;

/**
 * `placed`: for each moment of `points` the journey stage that the lead stood at, as `stage`, and its first move to a
 * later one within the days, as `progressed_at`.
 */
export const placedPoints = `
  points as materialized (
    select lane, lead_id, from_id, at from mails union select lane, lead_id, from_id, at from taken),
  stood as materialized (
    select *, coalesce(lead(at) over w, 'infinity') as until, lag(at) over w is null as is_first
    from moves where kind = 'journey' window w as (partition by lane, lead_id, from_id order by at, seq, ordinal)),
  onward as (
    select p.lane, p.lead_id, p.from_id, p.at, min(v.at) as progressed_at
    from points p join moves v on v.lane = p.lane and v.lead_id = p.lead_id
    where v.kind = 'journey' and v.forward and v.at >= p.at and v.at < p.at + ${days}
    group by 1, 2, 3, 4),
  placed as materialized (
    select p.*, coalesce(was.to_stage, began.from_stage, l.journey) as stage, n.progressed_at
    from points p
    join people l on l.lane = p.lane and l.lead_id = p.lead_id
    left join stood was on was.lane = p.lane and was.lead_id = p.lead_id and was.from_id = p.from_id
      and was.at <= p.at and p.at < was.until
    left join stood began on began.lane = p.lane and began.lead_id = p.lead_id and began.from_id = p.from_id
      and began.is_first and p.at < began.at
    left join onward n on n.lane = p.lane and n.lead_id = p.lead_id and n.from_id = p.from_id and n.at = p.at)`;
