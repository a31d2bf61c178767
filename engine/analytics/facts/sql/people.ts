import type { Queryable } from '../../../../db/connection.ts';

/** Where a walk over all leads stands: after this one, by lane and id. */
export interface Place {
  lane: number;
  id: string;
}
export const beforeAllLeads: Place = { lane: -1, id: '00000000-0000-0000-0000-000000000000' };

/** Inputs looked at in one go, beside those of the overlap, and leads compared. */
const inputsAtOnce = 20_000;
const leadsAtOnce = 20_000;

/** Until when to look at the log now: `now`, or earlier where that would be too much at once. */
export async function nextUntil(
  db: Queryable,
  { after, now }: { after: number; now: number },
): Promise<number> {
  const [row] = await db.query<{ at: number }>(
    `select at from inputs where at > to_timestamp($1::float8 / 1000) order by at offset ${inputsAtOnce} limit 1`,
    [after],
  );
  return Math.min(row?.at ?? now, now);
}

/**
 * Leads with inputs of that time that their facts do not have yet; and parked ones an email of which was settled then:
 * its outcome waits with everything else of theirs.
 */
export async function touchedLeads(
  db: Queryable,
  { after, until, limit }: { after: number; until: number; limit: number },
): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `with touched as materialized (
       select distinct i.lane, i.lead_id from inputs i
       where i.at > to_timestamp($1::float8 / 1000) and i.at <= to_timestamp($2::float8 / 1000))
     select l.lane, l.id from touched t join leads l on l.lane = t.lane and l.id = t.lead_id
     left join fact_leads f on f.lane = l.lane and f.lead_id = l.id
     where f.seq is distinct from l.seq
     union
     select l.lane, l.id from inbox i join leads l on l.lane = i.lane and l.id = i.lead_id and l.fault is not null
     where exists (select from outbox o where o.lane = l.lane and o.lead_id = l.id and o.kind = 'email'
                     and o.settled_at > to_timestamp($1::float8 / 1000))
     order by 1, 2 limit $3`,
    [after, until, limit],
  );
  return rows.map(({ id }) => id);
}

/** The next leads whose facts are not those of their last input, or just the next ones; and how far that looked. */
export async function nextLeads(
  db: Queryable,
  { after, limit, all }: { after: Place; limit: number; all: boolean },
): Promise<{ ids: string[]; upTo: Place | undefined }> {
  const rows = await db.query<Place & { stale: boolean; last: boolean }>(
    `with scanned as materialized (
       select lane, id, seq from leads where (lane, id) > ($1::smallint, $2::uuid) order by lane, id limit ${leadsAtOnce}),
     compared as (
       select s.lane, s.id, $4::boolean or f.seq is distinct from s.seq as stale,
              row_number() over (order by s.lane, s.id) = (select count(*) from scanned)
                and (select count(*) from scanned) = ${leadsAtOnce} as last
       from scanned s left join fact_leads f on f.lane = s.lane and f.lead_id = s.id)
     select lane, id, stale, last from compared where stale or last order by lane, id limit $3::int + 1`,
    [after.lane, after.id, limit, all],
  );
  const ids = rows
    .slice(0, limit)
    .filter(({ stale }) => stale)
    .map(({ id }) => id);
  const upTo = rows.length > limit ? rows[limit - 1] : rows.find(({ last }) => last);
  return { ids, upTo: upTo && { lane: upTo.lane, id: upTo.id } };
}

/**
 * A lead, or one that was merged into it: `to` is where it lives on, `done` the input up to which its trace is read,
 * `since` (milliseconds since 1970) when it came: older parts of the log need no look.
 */
export interface Person {
  id: string;
  to: string;
  done: number;
  since: number;
}

/** These leads with everybody who was merged into them. Where there is such a one, traces are read from their beginning. */
export function everyIdOf(db: Queryable, ids: readonly string[], anew: boolean): Promise<Person[]> {
  return db.query<Person>(
    `with given as (select get_byte(uuid_send(x.id), 0)::smallint as lane, x.id from unnest($1::uuid[]) x(id)),
     everyone as (
       select g.lane as to_lane, g.id as to_id, g.id, l.created_at from given g join leads l on l.lane = g.lane and l.id = g.id
       union all
       select r.to_lane, r.to_id, r.id, r.created_at
       from given g join lead_redirects r on r.to_lane = g.lane and r.to_id = g.id)
     select e.id, e.to_id as "to", e.created_at as since,
            case when $2::boolean or count(*) over (partition by e.to_lane, e.to_id) > 1 then 0 else coalesce(f.seq, 0) end as done
     from everyone e left join fact_leads f on f.lane = e.to_lane and f.lead_id = e.to_id
     order by e.to_lane, e.to_id, e.id`,
    [ids, anew],
  );
}

/** What `people` are as a CTE: `ids` (lane, id, to_lane, to_id, done, since), of the JSON in $1. */
export const idsCte = `ids as materialized (
  select get_byte(uuid_send(x.id), 0)::smallint as lane, x.id,
         get_byte(uuid_send(x."to"), 0)::smallint as to_lane, x."to" as to_id, x.done,
         to_timestamp(x.since / 1000) - interval '1 day' as since
  from json_to_recordset($1::json) as x(id uuid, "to" uuid, done bigint, since float8))`;
