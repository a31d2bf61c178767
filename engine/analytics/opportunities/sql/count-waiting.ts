import type { Queryable } from '../../../../db/connection.ts';

/** By which a lead shows that it is there; an open may be a machine's. */
const signs = [
  'page_visit',
  'form_submit',
  'email_click',
  'email_reply',
  'content_download',
  'content_share',
  'webinar_registration',
  'webinar_attendance',
  'tool_use',
  'demo_request',
  'meeting_scheduled',
];

/** Leads that may be sent email and are no customers, and of those who are on no track and did nothing since `idleSince`. */
export async function countWaiting(
  db: Queryable,
  { lanes, idleSince }: { lanes: number; idleSince: number },
): Promise<{ mailable: number; waiting: number }> {
  const [row] = await db.query<{ mailable: number; waiting: number }>(
    // Joined as wholes: looked up lead by lead, every month of the log is asked for each. `at` names the months; nothing
    // arrives before it happens.
    `with on_track as (
       select distinct lane, lead_id from enrolments where status = 'active' and lane < $1::int),
     seen as (
       select distinct lane, lead_id from inputs
       where name = any($3::text[]) and lane < $1::int
         and at >= to_timestamp($2::float8 / 1000) and occurred_at >= to_timestamp($2::float8 / 1000))
     select count(*)::int as mailable,
            (count(*) filter (where l.created_at < to_timestamp($2::float8 / 1000)
              and e.lead_id is null and i.lead_id is null))::int as waiting
     from leads l
     left join on_track e on e.lane = l.lane and e.lead_id = l.id
     left join seen i on i.lane = l.lane and i.lead_id = l.id
     where l.lane < $1::int and l.mailable and l.lifecycle <> 'customer'`,
    [lanes, idleSince, signs],
  );
  return row as { mailable: number; waiting: number };
}
