import type { Queryable } from '../../../db/connection.ts';
import { attributionDays, type Period } from '../period.ts';

export interface EmailCounts {
  step: string;
  sent: number;
  delivered: number;
  opened: number;
  clicked: number;
}

/**
 * Emails of a track settled as sent in the period, by step. An open or click belongs to the latest sending of its step
 * to that lead before it (`until` cuts at a repeated sending); a bounce to the latest sending of any email.
 */
export function countEmails(
  db: Queryable,
  { track, from, to }: { track: string } & Period,
): Promise<EmailCounts[]> {
  return db.query<EmailCounts>(
    `with emails as (
       select o.lane, o.lead_id, o.step, o.settled_at,
              least(o.settled_at + interval '${attributionDays} days',
                    coalesce(lead(o.settled_at) over (partition by o.lane, o.lead_id, o.step order by o.settled_at),
                             'infinity')) as until
       from outbox o
       where o.track = $1::text and o.kind = 'email' and o.status = 'sent'
         and o.settled_at >= to_timestamp($2::float8 / 1000)),
     judged as (
       select m.step,
              exists (select from inputs i
                      where i.lane = m.lane and i.lead_id = m.lead_id and i.name = 'email_bounce'
                        and i.occurred_at >= m.settled_at and i.occurred_at < m.until
                        and not exists (select from outbox o
                                        where o.lane = m.lane and o.lead_id = m.lead_id and o.kind = 'email'
                                          and o.status = 'sent' and o.settled_at > m.settled_at
                                          and o.settled_at <= i.occurred_at)) as bounced,
              ${happened('email_open')} as opened,
              ${happened('email_click')} as clicked
       from emails m where m.settled_at < to_timestamp($3::float8 / 1000))
     select step, count(*)::int as sent,
            (count(*) filter (where not bounced))::int as delivered,
            (count(*) filter (where opened and not bounced))::int as opened,
            (count(*) filter (where clicked and not bounced))::int as clicked
     from judged group by step order by step`,
    [track, from, to],
  );
}

function happened(name: 'email_open' | 'email_click'): string {
  return `exists (select from inputs i
                  where i.lane = m.lane and i.lead_id = m.lead_id and i.name = '${name}'
                    and i.occurred_at >= m.settled_at and i.occurred_at < m.until
                    and i.properties ->> 'track' = $1::text and i.properties ->> 'step' = m.step)`;
}
