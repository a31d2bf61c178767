import type { Tx } from '../../../db/connection.ts';
import { laneOfValue } from '../../../db/lanes.ts';

/** Of these addresses (folded) those whose owner, the lead they identify, is suppressed: to the reason. */
export async function suppressedAddresses(
  tx: Tx,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (addresses.length === 0) return new Map();
  const rows = await tx.query<{ value: string; reason: string }>(
    `select i.value, l.state::json #>> '{suppressed,reason}' as reason
     from json_to_recordset($1::json) as x(lane smallint, value text collate "C")
     join identities i on i.lane = x.lane and i.kind = 'email' and i.value = x.value
     join leads l on l.lane = i.lead_lane and l.id = i.lead_id
     where not l.mailable and l.state::json #>> '{suppressed,reason}' is not null`,
    [JSON.stringify(addresses.map((value) => ({ lane: laneOfValue(value), value })))],
    'suppressed_addresses',
  );
  return new Map(rows.map(({ value, reason }) => [value, reason]));
}
