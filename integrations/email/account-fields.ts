import type { Database } from '../../db/connection.ts';
import { laneOfLead } from '../../db/lanes.ts';
import type { Fields, LeadId } from '../../engine/core/types.ts';
import { batch } from './batch.ts';

/** The fields of a lead's account, empty without one. Calls of one moment are one statement. */
export function createAccountReader(db: Database): (leadId: LeadId) => Promise<Fields> {
  return batch(async (leadIds) => {
    const rows = await db.query<{ id: LeadId; fields: Fields }>(
      `select l.id, a.fields
       from json_to_recordset($1::json) as r (lane smallint, id uuid)
       join leads l on l.lane = r.lane and l.id = r.id
       join accounts a on a.lane = l.account_lane and a.id = l.account_id`,
      [JSON.stringify(leadIds.map((id) => ({ lane: laneOfLead(id), id })))],
      'email_accounts',
    );
    const fields = new Map(rows.map((row) => [row.id, row.fields]));
    return leadIds.map((id) => fields.get(id) ?? {});
  });
}
