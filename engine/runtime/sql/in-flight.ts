import type { Tx } from '../../../db/connection.ts';
import type { Effect, LeadId } from '../../core/types.ts';
import type { LeadRow } from './claim.ts';

export interface LeadPlace {
  lane: number;
  id: LeadId;
}
export const beforeAllLeads: LeadPlace = { lane: -1, id: '00000000-0000-0000-0000-000000000000' };

const leadColumns = 'l.lane, l.id, l.seq, l.program, l.fields, l.state, l.account_id, l.fault, l.demo';

/** The next leads that are active on one of the tracks, by lane and id, unlocked. */
export function readOnTracks(
  tx: Tx,
  query: { tracks: readonly string[]; after: LeadPlace; limit: number },
): Promise<(LeadRow & { lane: number })[]> {
  const { tracks, after, limit } = query;
  return tx.query(
    `with picked as (
       select distinct e.lane, e.lead_id from enrolments e
       where e.track = any($1::text[]) and e.status = 'active'
         and (e.lane > $2 or (e.lane = $2 and e.lead_id > $3::uuid))
       order by e.lane, e.lead_id limit $4)
     select ${leadColumns}
     from picked p join leads l on l.lane = p.lane and l.id = p.lead_id
     order by l.lane, l.id`,
    [tracks, after.lane, after.id, limit],
  );
}

/** These leads, by lane and id, unlocked. */
export function readLeadRows(tx: Tx, ids: readonly LeadId[]): Promise<(LeadRow & { lane: number })[]> {
  return tx.query(
    `select ${leadColumns}
     from json_to_recordset($1::json) as x(id uuid)
     join leads l on l.lane = get_byte(uuid_send(x.id), 0) and l.id = x.id
     order by l.lane, l.id`,
    [JSON.stringify(ids.map((id) => ({ id })))],
  );
}

/** Accounts of the leads that are active on one of the tracks, most leads first. */
export function countAccountsOnTracks(
  tx: Tx,
  tracks: readonly string[],
  limit: number,
): Promise<{ account: string; leads: number; of: number }[]> {
  return tx.query(
    `select l.account_id as account, count(distinct l.id)::int as leads, (count(*) over ())::int as of
     from enrolments e join leads l on l.lane = e.lane and l.id = e.lead_id
     where e.track = any($1::text[]) and e.status = 'active' and l.account_id is not null
     group by l.account_id order by 2 desc, 1 limit $2`,
    [tracks, limit],
  );
}

/** What waits in the outbox to be emailed to these leads. */
export function readQueuedEmails(
  tx: Tx,
  leads: readonly LeadPlace[],
): Promise<{ lead_id: LeadId; effect: Effect }[]> {
  return tx.query(
    `select o.lead_id, o.effect
     from json_to_recordset($1::json) as x(lane smallint, id uuid)
     join outbox o on o.lane = x.lane and o.lead_id = x.id
     where o.kind = 'email' and o.status = 'queued'`,
    [JSON.stringify(leads.map(({ lane, id }) => ({ lane, id })))],
  );
}

/** By the last bytes of a lead's id, which say nothing else of it. */
const byEnding = (id: string) => `right(${id}::text, 4) collate "C", ${id}`;

/** The leads whose ids end lowest, at most so many and with an ending up to `upTo`; parked ones are left out. */
export async function sampleLeads(
  tx: Tx,
  { limit, upTo }: { limit: number; upTo: number },
): Promise<LeadId[]> {
  const rows = await tx.query<{ id: LeadId }>(
    `select l.id from leads l
     where l.fault is null
       and get_byte(uuid_send(l.id), 14) * 256 + get_byte(uuid_send(l.id), 15) <= $2::int
     order by ${byEnding('l.id')} limit $1`,
    [limit, upTo],
  );
  return rows.map(({ id }) => id);
}

/** As `sampleLeads`, of those that are active on one of the tracks, and how many these are. */
export async function sampleOnTracks(
  tx: Tx,
  tracks: readonly string[],
  limit: number,
): Promise<{ of: number; ids: LeadId[] }> {
  if (tracks.length === 0) return { of: 0, ids: [] };
  const rows = await tx.query<{ id: LeadId; of: number }>(
    `with active as (
       select distinct e.lane, e.lead_id as id
       from enrolments e join leads l on l.lane = e.lane and l.id = e.lead_id
       where e.track = any($1::text[]) and e.status = 'active')
     select a.id, (count(*) over ())::int as of from active a order by ${byEnding('a.id')} limit $2`,
    [tracks, limit],
  );
  return { of: rows[0]?.of ?? 0, ids: rows.map(({ id }) => id) };
}
