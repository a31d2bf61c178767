import type { Tx } from '../../../db/connection.ts';
import type { LeadId } from '../../core/types.ts';
import type { NewIdentity } from '../identity/identify.ts';
import type { Identity, NormalEvent } from '../ingest/normalise.ts';

/**
 * Records message ids and gives the places (in `events`) of those that were known. Sorted: two batches that share
 * ids wait for each other in the same order.
 */
export async function recordMessages(tx: Tx, events: readonly NormalEvent[], at: number): Promise<number[]> {
  const rows = events.map(({ messageLane: lane, source, messageId: id }, n) => ({ n, lane, source, id }));
  const known = await tx.query<{ n: number }>(
    `with given as materialized (
       select * from json_to_recordset($1::json)
         as x(n int, lane smallint, source text collate "C", id text collate "C")
     ), recorded as (
       insert into message_ids (lane, source, id, received_at)
       select lane, source, id, to_timestamp($2::float8 / 1000) from given order by lane, source, id
       on conflict do nothing
       returning lane, source, id
     )
     select g.n from given g left join recorded r using (lane, source, id) where r.lane is null`,
    [JSON.stringify(rows), at],
    'record_messages',
  );
  return known.map((row) => row.n);
}

/** The leads that these values name, where they are known. The limit keeps the plan to one look-up each, whatever the statistics say. */
export function findIdentities(
  tx: Tx,
  identities: readonly Identity[],
): Promise<{ kind: string; value: string; lead_id: LeadId }[]> {
  return tx.query(
    `select i.kind, i.value, i.lead_id
     from json_to_recordset($1::json) as x(lane smallint, kind text, value text collate "C")
     cross join lateral (
       select kind, value, lead_id from identities i
       where i.lane = x.lane and i.kind = x.kind and i.value = x.value
       limit 1
     ) i`,
    [JSON.stringify(identities.map(({ lane, kind, value }) => ({ lane, kind, value })))],
    'find_identities',
  );
}

/** Attaches values to leads; gives how many. Fewer than given: another batch attached one meanwhile. */
export async function insertIdentities(tx: Tx, attached: readonly NewIdentity[]): Promise<number> {
  const rows = attached.map(({ lane, kind, value, leadId }) => ({ lane, kind, value, lead_id: leadId }));
  const [row] = await tx.query<{ n: number }>(
    `with inserted as (
       insert into identities (lane, kind, value, lead_lane, lead_id)
       select lane, kind, value, get_byte(uuid_send(lead_id), 0), lead_id
       from json_to_recordset($1::json) as x(lane smallint, kind text, value text collate "C", lead_id uuid)
       order by lane, kind, value
       on conflict do nothing
       returning 1
     )
     select count(*)::int as n from inserted`,
    [JSON.stringify(rows)],
    'insert_identities',
  );
  return row?.n ?? 0;
}
