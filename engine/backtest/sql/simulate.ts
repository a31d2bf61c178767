import type { Tx } from '../../../db/connection.ts';
import type { Fields, LeadId } from '../../core/types.ts';

export interface PresentLead {
  lane: number;
  id: LeadId;
  fields: Fields;
  /** Canonical JSON of the state without its fields. */
  state: string;
}

/** Leads as they stand now, by lane and id: those named, or without names the next ones. Parked leads are left out. */
export async function readPresentLeads(
  tx: Tx,
  query: { ids?: readonly LeadId[]; after: { lane: number; id: LeadId }; limit: number },
): Promise<PresentLead[]> {
  const { ids, after, limit } = query;
  if (ids) {
    return tx.query<PresentLead>(
      `select l.lane, l.id, l.fields, l.state
       from json_to_recordset($1::json) as x(id uuid)
       join leads l on l.lane = get_byte(uuid_send(x.id), 0) and l.id = x.id
       where l.fault is null
       order by l.lane, l.id`,
      [JSON.stringify(ids.map((id) => ({ id })))],
    );
  }
  return tx.query<PresentLead>(
    `select l.lane, l.id, l.fields, l.state from leads l
     where (l.lane > $1 or (l.lane = $1 and l.id > $2::uuid)) and l.fault is null
     order by l.lane, l.id limit $3`,
    [after.lane, after.id, limit],
  );
}
