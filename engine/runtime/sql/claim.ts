import type { Tx } from '../../../db/connection.ts';
import type { Fields, LeadId } from '../../core/types.ts';

/** A lead's row as the engine loads it, locked by this transaction. */
export interface LeadRow {
  id: LeadId;
  seq: number;
  program: number;
  fields: Fields;
  /** Canonical JSON of the state without its fields. */
  state: string;
  account_id: string | null;
  fault: string | null;
  demo: boolean;
}

const columns = 'l.id, l.seq, l.program, l.fields, l.state, l.account_id, l.fault, l.demo';

/** Locks those of the leads that nobody else holds, or waits for them all, in order of lane and id. */
export function lockLeads(tx: Tx, ids: readonly LeadId[], wait = false): Promise<LeadRow[]> {
  return tx.query(
    `select ${columns}
     from json_to_recordset($1::json) as x(id uuid)
     join leads l on l.lane = get_byte(uuid_send(x.id), 0) and l.id = x.id
     order by l.lane, l.id
     for update of l${wait ? '' : ' skip locked'}`,
    [JSON.stringify(ids.map((id) => ({ id })))],
    wait ? 'lock_leads_waiting' : 'lock_leads',
  );
}

/** The same without a lock: to look at, not to write. */
export function readLeads(tx: Tx, ids: readonly LeadId[]): Promise<LeadRow[]> {
  return tx.query(
    `select ${columns}
     from json_to_recordset($1::json) as x(id uuid)
     join leads l on l.lane = get_byte(uuid_send(x.id), 0) and l.id = x.id
     order by l.lane, l.id`,
    [JSON.stringify(ids.map((id) => ({ id })))],
    'read_leads',
  );
}

/** Waits for one lead. */
export async function lockLead(tx: Tx, id: LeadId): Promise<LeadRow | undefined> {
  const [row] = await tx.query<LeadRow>(
    `select ${columns} from leads l where l.lane = get_byte(uuid_send($1::uuid), 0) and l.id = $1::uuid for update`,
    [id],
    'lock_lead',
  );
  return row;
}

/** Leads with a timer due by `now`, lane after lane in the order given, earliest first within a lane. */
export function claimDue(tx: Tx, lanes: readonly number[], now: number, limit: number): Promise<LeadRow[]> {
  return tx.query(
    `select l.* from unnest($1::smallint[]) as w(lane)
     cross join lateral (
       select ${columns} from leads l
       where l.lane = w.lane and l.next_due_at <= to_timestamp($2::float8 / 1000) and l.fault is null
       order by l.next_due_at, l.id
       limit $3
       for update skip locked
     ) l
     limit $3`,
    [lanes, now, limit],
    'claim_due',
  );
}

/**
 * Leads with inputs waiting in the inbox, lane after lane in the order given, those that have waited longest first
 * within a lane. Steps from lead to lead through the inbox, past however much waits for each.
 */
export function claimWaiting(tx: Tx, lanes: readonly number[], limit: number): Promise<LeadRow[]> {
  return tx.query(
    `select l.* from unnest($1::smallint[]) as w(lane)
     cross join lateral (
       with recursive waiting as (
         (select i.lead_id, i.n from inbox i where i.lane = w.lane order by i.lead_id, i.n limit 1)
         union all
         select next.lead_id, next.n from waiting cross join lateral (
           select i.lead_id, i.n from inbox i where i.lane = w.lane and i.lead_id > waiting.lead_id
           order by i.lead_id, i.n limit 1
         ) next
       )
       select ${columns} from waiting
       join leads l on l.lane = w.lane and l.id = waiting.lead_id
       where l.fault is null
       order by waiting.n
       limit $2
       for update of l skip locked
     ) l
     limit $2`,
    [lanes, limit],
    'claim_waiting',
  );
}

/**
 * Leads that an older program decided last. Parked ones get one try with the new version: `parkedMark` begins the
 * fault of those that had it.
 */
export function claimOutdated(
  tx: Tx,
  lanes: readonly number[],
  version: number,
  parkedMark: string,
  limit: number,
): Promise<LeadRow[]> {
  return tx.query(
    `select l.* from unnest($1::smallint[]) as w(lane)
     cross join lateral (
       select ${columns} from leads l
       where l.lane = w.lane and l.program < $2 and (l.fault is null or not starts_with(l.fault, $3))
       order by l.program, l.id
       limit $4
       for update skip locked
     ) l
     limit $4`,
    [lanes, version, parkedMark, limit],
    'claim_outdated',
  );
}
