import type { Queryable } from '../../../db/connection.ts';
import { journeyStages } from '../../program/schema.ts';
import { attributionDays, type Period } from '../period.ts';
import type { Where } from './where.ts';

/** Of one item, by the journey stage that leads stood at then, inside the audience or outside. */
interface Row {
  item: string;
  stage: string;
  inside: boolean;
}
export interface SentCounts extends Row {
  sent: number;
  delivered: number;
  clicked: number;
  progressed: number;
}
export interface TakenCounts extends Row {
  /** Leads. */
  taken: number;
  progressed: number;
}

/** Where a lead takes an item up by itself; an open is none. */
export const takingUp = [
  'content_download',
  'tool_use',
  'webinar_registration',
  'webinar_attendance',
  'content_share',
  'form_submit',
] as const;
/** The item that an event over `alias` is about. */
export const itemOf = (alias: string) =>
  `coalesce(${alias}.properties ->> 'item', ${alias}.properties ->> 'content_item')`;

/** Those to look at; undefined: all. */
type Lanes = readonly number[] | undefined;
const among = (alias: string, lanes: Lanes) =>
  lanes ? ` and ${alias}.lane = any ('{${lanes.map(Number).join()}}'::smallint[])` : '';

const days = `interval '${attributionDays} days'`;
const stages = `array[${journeyStages.map((stage) => `'${stage}'`).join(', ')}]`;

/**
 * What the counts stand on, as CTEs: who is in the audience, and the moves of the journey by lead with the time that
 * each stage lasted. Parameters: those of the condition, then the beginning and the end of the period.
 */
function base(where: Where, lanes: Lanes): { sql: string; begins: string; ends: string } {
  const begins = `to_timestamp($${where.params.length + 1}::float8 / 1000)`;
  const ends = `to_timestamp($${where.params.length + 2}::float8 / 1000)`;
  return {
    begins,
    ends,
    sql: `members as materialized (select l.lane, l.id from leads l where ${where.sql}),
     moves as materialized (
       select v.lane, v.lead_id, v.at, v.from_stage, v.to_stage,
              coalesce(lead(v.at) over w, 'infinity') as until, lag(v.at) over w is null as first,
              array_position(${stages}, v.to_stage) > array_position(${stages}, v.from_stage) as forward
       from stage_moves v where v.kind = 'journey'${among('v', lanes)} window w as (partition by v.lane, v.lead_id order by v.at, v.seq, v.ordinal))`,
  };
}

/** Joins `source` (lane, lead_id, at) to the lead that lives on, its membership and the stage it stood at. */
const standing = (source: string) => `
  from ${source} m
  left join lead_redirects r on r.lane = m.lane and r.id = m.lead_id
  join leads l on l.lane = coalesce(r.to_lane, m.lane) and l.id = coalesce(r.to_id, m.lead_id)
  left join members b on b.lane = l.lane and b.id = l.id
  left join moves was on was.lane = m.lane and was.lead_id = m.lead_id and was.at <= m.at and m.at < was.until
  left join moves began on began.lane = m.lane and began.lead_id = m.lead_id and began.first and m.at < began.at`;
const stage = 'coalesce(was.to_stage, began.from_stage, l.journey)';

/**
 * Emails settled as sent in the period by the item they carried. Clicks and bounces are given to sendings as
 * `countEmails` does; a lead progressed when it moved to a later stage within the same days.
 */
export function countSentContent(
  db: Queryable,
  where: Where,
  { from, to }: Period,
  lanes: Lanes,
): Promise<SentCounts[]> {
  const { sql, begins, ends } = base(where, lanes);
  const within = (name: string, until: string) => `(
       select distinct m.lane, m.lead_id, m.seq, m.ordinal from mails m
       join inputs i on i.lane = m.lane and i.lead_id = m.lead_id and i.name = '${name}'
         and i.occurred_at >= m.at and i.occurred_at < m.${until}
       where i.occurred_at >= ${begins} and i.occurred_at < ${ends} + ${days}${among('i', lanes)}`;
  return db.query<SentCounts>(
    `with ${sql},
     mails as materialized (
       select o.lane, o.lead_id, o.seq, o.ordinal, o.track, o.step, o.effect -> 'content' ->> 'item' as item,
              o.settled_at as at,
              least(o.settled_at + ${days}, coalesce(lead(o.settled_at) over
                (partition by o.lane, o.lead_id, o.track, o.step order by o.settled_at), 'infinity')) as until,
              least(o.settled_at + ${days}, coalesce(lead(o.settled_at) over
                (partition by o.lane, o.lead_id order by o.settled_at), 'infinity')) as until_next
       from outbox o
       where o.kind = 'email' and o.status = 'sent' and o.settled_at >= ${begins} and o.settled_at < ${ends} + ${days}
         ${among('o', lanes)}),
     clicked as ${within('email_click', 'until')}
         and i.properties ->> 'track' = m.track and i.properties ->> 'step' = m.step),
     bounced as ${within('email_bounce', 'until_next')}),
     progressed as (
       select distinct m.lane, m.lead_id, m.seq, m.ordinal from mails m
       join moves v on v.lane = m.lane and v.lead_id = m.lead_id and v.forward
         and v.at >= m.at and v.at < m.at + ${days})
     select m.item, ${stage} as stage, b.id is not null as inside, count(*)::int as sent,
            (count(*) filter (where x.seq is null))::int as delivered,
            (count(*) filter (where x.seq is null and c.seq is not null))::int as clicked,
            (count(*) filter (where x.seq is null and p.seq is not null))::int as progressed
     ${standing('mails')}
     left join clicked c on c.lane = m.lane and c.lead_id = m.lead_id and c.seq = m.seq and c.ordinal = m.ordinal
     left join bounced x on x.lane = m.lane and x.lead_id = m.lead_id and x.seq = m.seq and x.ordinal = m.ordinal
     left join progressed p on p.lane = m.lane and p.lead_id = m.lead_id and p.seq = m.seq and p.ordinal = m.ordinal
     where m.at < ${ends} and m.item is not null
     group by 1, 2, 3 order by 1, 2, 3`,
    [...where.params, from, to],
  );
}

/** Leads that took an item up in the period, each once by its first time, and those of them who then progressed. */
export function countTakenContent(
  db: Queryable,
  where: Where,
  { from, to }: Period,
  lanes: Lanes,
): Promise<TakenCounts[]> {
  const { sql, begins, ends } = base(where, lanes);
  return db.query<TakenCounts>(
    `with ${sql},
     taken as materialized (
       select i.lane, i.lead_id, ${itemOf('i')} as item, min(i.occurred_at) as at
       from inputs i
       where i.name in (${takingUp.map((name) => `'${name}'`).join(', ')})
         and i.occurred_at >= ${begins} and i.occurred_at < ${ends} and ${itemOf('i')} is not null
         ${among('i', lanes)}
       group by 1, 2, 3),
     progressed as (
       select distinct m.lane, m.lead_id, m.item from taken m
       join moves v on v.lane = m.lane and v.lead_id = m.lead_id and v.forward
         and v.at >= m.at and v.at < m.at + ${days})
     select m.item, ${stage} as stage, b.id is not null as inside, count(*)::int as taken,
            (count(*) filter (where p.lead_id is not null))::int as progressed
     ${standing('taken')}
     left join progressed p on p.lane = m.lane and p.lead_id = m.lead_id and p.item = m.item
     group by 1, 2, 3 order by 1, 2, 3`,
    [...where.params, from, to],
  );
}
