import type { Queryable } from '../../../../db/connection.ts';
import type { Period } from '../../period.ts';
import type { SentEmail } from '../data.ts';

interface Row extends Omit<SentEmail, 'lead'> {
  lead: string;
}

/** The delivered marketing emails of the period, of leads in the lanes below `lanes`, on each lead's own clock. */
export async function selectEmails(
  db: Queryable,
  { from, to, lanes, zone }: Period & { lanes: number; zone: string },
): Promise<SentEmail[]> {
  const zones = await knownZones(db, lanes);
  const rows = await db.query<Row>(
    `select e.lead_id as lead, e.track, e.step, e.item, e.stage,
            extract(hour from here.at)::int as hour, extract(isodow from here.at)::int as weekday,
            e.clicked_at is not null as clicked,
            e.unsubscribed_at is not null or e.complained_at is not null as lost,
            e.progressed_at is not null as progressed
     from email_facts e
     join leads l on l.lane = e.lane and l.id = e.lead_id
     left join unnest($4::text[]) as z (name) on z.name = l.fields ->> 'time_zone'
     cross join lateral (select e.sent_at at time zone coalesce(z.name, $5::text) as at) here
     where e.sent_at >= to_timestamp($1::float8 / 1000) and e.sent_at < to_timestamp($2::float8 / 1000)
       and e.lane < $3::int and e.purpose = 'marketing' and e.bounced_at is null`,
    [from, to, lanes, zones, zone],
  );
  const numbers = new Map<string, number>();
  return rows.map((row) => {
    let lead = numbers.get(row.lead);
    if (lead === undefined) {
      lead = numbers.size;
      numbers.set(row.lead, lead);
    }
    return { ...row, lead };
  });
}

/** Of the zones that leads say they are in those that exist: PostgreSQL refuses a whole statement for one that does not. */
async function knownZones(db: Queryable, lanes: number): Promise<string[]> {
  const rows = await db.query<{ zone: string }>(
    `select distinct fields ->> 'time_zone' as zone from leads
     where lane < $1::int and fields ->> 'time_zone' <> ''`,
    [lanes],
  );
  const said = rows.map(({ zone }) => zone);
  return (
    await db.query<{ name: string }>(`select name from pg_timezone_names where name = any($1::text[])`, [
      said,
    ])
  ).map(({ name }) => name);
}
