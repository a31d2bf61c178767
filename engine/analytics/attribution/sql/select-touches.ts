import type { Queryable } from '../../../../db/connection.ts';
import type { Touch } from '../attribute.ts';
import type { FoundConversion } from './select-conversions.ts';

/**
 * What the people of each conversion answered within the days before it: of a deal all leads of its account, else the
 * lead alone. An email counts at its first click, an item at its first taking up. Within a day of clicking an email the
 * item is of that email's track, and where it is the email's own item both are one touch. Meetings and demo requests are none: sales meet, and a request is
 * what is to be explained.
 */
export function selectTouches(
  db: Queryable,
  conversions: readonly FoundConversion[],
  { lookbackDays }: { lookbackDays: number },
): Promise<Touch[]> {
  return db.query<Touch>(
    `with conversions as (
       select * from unnest($1::text[], $2::smallint[], $3::uuid[], $4::smallint[], $5::text[], $6::float8[])
         as c (id, lane, lead_id, account_lane, account_id, at)),
     people as (
       select c.id, c.lane, c.lead_id, to_timestamp(c.at / 1000) as until from conversions c where c.account_id is null
       union all
       select c.id, l.lane, l.id, to_timestamp(c.at / 1000)
       from conversions c join leads l on l.account_lane = c.account_lane and l.account_id = c.account_id)
     select p.id as conversion, e.clicked_at as at, 'email' as by, e.item, e.track, e.stage
     from people p join email_facts e on e.lane = p.lane and e.lead_id = p.lead_id
     where e.clicked_at >= p.until - make_interval(days => $7::int) and e.clicked_at < p.until
       and e.bounced_at is null and e.purpose = 'marketing'
     union all
     select p.id, t.at, 'content', t.item, led.track, t.stage
     from people p join take_facts t on t.lane = p.lane and t.lead_id = p.lead_id
     left join lateral (
       select e.track, e.item = t.item as same from email_facts e
       where e.lane = t.lane and e.lead_id = t.lead_id and e.purpose = 'marketing' and e.bounced_at is null
         and e.clicked_at > t.at - interval '1 day' and e.clicked_at <= t.at
       order by e.item = t.item desc, e.clicked_at desc, e.seq, e.ordinal limit 1) led on true
     where t.at >= p.until - make_interval(days => $7::int) and t.at < p.until and led.same is not true`,
    [
      conversions.map(({ id }) => id),
      conversions.map(({ lane }) => lane),
      conversions.map(({ lead }) => lead),
      conversions.map(({ accountLane }) => accountLane),
      conversions.map(({ account }) => account),
      conversions.map(({ at }) => at),
      lookbackDays,
    ],
  );
}
