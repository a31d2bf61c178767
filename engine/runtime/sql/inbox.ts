import type { Tx } from '../../../db/connection.ts';
import type { LeadId } from '../../core/types.ts';
import type { PendingInput } from '../pending-input.ts';

export interface WaitingInput {
  lead_id: LeadId;
  n: number;
  body: PendingInput;
}

/** What waits for these leads, in order of arrival; of each the first `most`, where that is given. */
export function readInbox(tx: Tx, leads: readonly { id: LeadId; most?: number }[]): Promise<WaitingInput[]> {
  return tx.query(
    `select i.lead_id, i.n, i.body
     from json_to_recordset($1::json) as x(id uuid, most int)
     cross join lateral (
       select i.lead_id, i.n, i.body from inbox i
       where i.lane = get_byte(uuid_send(x.id), 0) and i.lead_id = x.id
       order by i.n limit x.most
     ) i
     order by i.n`,
    [JSON.stringify(leads)],
    'read_inbox',
  );
}

/** Keeps inputs for leads that cannot be decided for now. */
export async function insertInbox(
  tx: Tx,
  inputs: readonly { leadId: LeadId; input: PendingInput }[],
): Promise<void> {
  await tx.query(
    `insert into inbox (lane, lead_id, body)
     select get_byte(uuid_send(lead_id), 0), lead_id, body
     from json_to_recordset($1::json) as x(ordinal int, lead_id uuid, body jsonb) order by ordinal`,
    [JSON.stringify(inputs.map(({ leadId, input }, ordinal) => ({ ordinal, lead_id: leadId, body: input })))],
    'insert_inbox',
  );
}

export async function deleteInbox(tx: Tx, rows: readonly { lead_id: LeadId; n: number }[]): Promise<void> {
  await tx.query(
    `delete from inbox i using json_to_recordset($1::json) as x(lead_id uuid, n bigint)
     where i.lane = get_byte(uuid_send(x.lead_id), 0) and i.lead_id = x.lead_id and i.n = x.n`,
    [JSON.stringify(rows.map(({ lead_id, n }) => ({ lead_id, n })))],
    'delete_inbox',
  );
}
