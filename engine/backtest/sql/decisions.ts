import type { Queryable } from '../../../db/connection.ts';
import type { LeadId } from '../../core/types.ts';
import type { LoggedInput } from './replay.ts';

/** A place in the log, newest first: what comes after it is older. */
export interface LogPlace {
  at: number;
  lane: number;
  lead: LeadId;
  seq: number;
}

export type DecidedRow = Pick<
  LoggedInput,
  'seq' | 'at' | 'kind' | 'name' | 'source' | 'properties' | 'payload' | 'program' | 'decision'
> & { lane: number; lead_id: LeadId };

/**
 * The decisions among the next `look` of the log, newest first, in whose text all of `texts` occur. `last`: the place of
 * the last one looked at; undefined when the period was looked through.
 */
export async function readDecisions(
  on: Queryable,
  query: { since: number; before: LogPlace; texts: readonly string[]; look: number },
): Promise<{ rows: DecidedRow[]; last: LogPlace | undefined }> {
  const { since, before, texts, look } = query;
  const [answer] = await on.query<{ rows: DecidedRow[] | null; looked: number; last: LogPlace | null }>(
    `with looked as materialized (
       select lane, lead_id, seq, at, decision like all ($7::text[]) as fits from inputs
       where at >= to_timestamp($1::float8 / 1000) and at <= to_timestamp($2::float8 / 1000)
         and (at < to_timestamp($2::float8 / 1000) or (lane, lead_id, seq) > ($3::smallint, $4::uuid, $5::bigint))
       order by at desc, lane, lead_id, seq limit $6
     ), found as (
       select i.lane, i.lead_id, i.seq, extract(epoch from i.at) * 1000 as at, i.kind, i.name, i.source, i.properties,
         i.program, i.decision,
         case when i.kind in ('command', 'merge') then jsonb_build_object('by', i.payload ->> 'by')
           when i.kind = 'activation' then jsonb_build_object('version', i.payload -> 'version') end as payload
       from looked l cross join lateral (
         -- One by one: the planner takes far more to name the rule than do, and would walk the log to join them.
         select * from inputs i where i.lane = l.lane and i.lead_id = l.lead_id and i.seq = l.seq and i.at = l.at limit 1
       ) i
       where l.fits
     )
     select (select count(*)::int from looked) as looked,
       (select json_agg(f) from found f) as rows,
       (select json_build_object('at', extract(epoch from at) * 1000, 'lane', lane, 'lead', lead_id, 'seq', seq)
        from looked order by at, lane desc, lead_id desc, seq desc limit 1) as last`,
    [
      since,
      before.at,
      before.lane,
      before.lead,
      before.seq,
      look,
      texts.map((text) => `%${text.replace(/[\\%_]/g, '\\$&')}%`),
    ],
    'read_decisions',
  );
  const isAll = (answer?.looked ?? 0) < look;
  const rows = (answer?.rows ?? []).sort(newestFirst);
  return { rows, last: isAll ? undefined : (answer?.last ?? undefined) };
}

function newestFirst(a: DecidedRow, b: DecidedRow): number {
  return (
    b.at - a.at || a.lane - b.lane || (a.lead_id < b.lead_id ? -1 : a.lead_id > b.lead_id ? 1 : a.seq - b.seq)
  );
}

/** Why enrolments began, by `LEAD TRACK N`. */
export async function readStartedBy(
  on: Queryable,
  enrolments: readonly { lead: LeadId; track: string; n: number }[],
): Promise<ReadonlyMap<string, string>> {
  if (enrolments.length === 0) return new Map();
  const rows = await on.query<{ lead_id: LeadId; track: string; n: number; started_by: string }>(
    `select e.lead_id, e.track, e.n, e.started_by
     from json_to_recordset($1::json) as x(lead uuid, track text, n int)
     join enrolments e on e.lane = get_byte(uuid_send(x.lead), 0) and e.lead_id = x.lead and e.track = x.track and e.n = x.n`,
    [JSON.stringify(enrolments)],
    'read_started_by',
  );
  return new Map(rows.map(({ lead_id, track, n, started_by }) => [`${lead_id} ${track} ${n}`, started_by]));
}

/** How leads are called now. */
export async function readLeadFields(
  on: Queryable,
  ids: readonly LeadId[],
): Promise<ReadonlyMap<LeadId, LoggedInput['properties']>> {
  if (ids.length === 0) return new Map();
  const rows = await on.query<{ id: LeadId; fields: LoggedInput['properties'] }>(
    `select l.id, l.fields from json_to_recordset($1::json) as x(id uuid)
     join leads l on l.lane = get_byte(uuid_send(x.id), 0) and l.id = x.id`,
    [JSON.stringify(ids.map((id) => ({ id })))],
  );
  return new Map(rows.map(({ id, fields }) => [id, fields]));
}
