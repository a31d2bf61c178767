import type { Tx } from '../../../db/connection.ts';
import type { Fields, Instant, LeadId } from '../../core/types.ts';
import { eventRows } from '../../program/condition/event-rows.ts';

export interface LoggedEvent {
  lead_id: LeadId;
  name: string;
  occurred_at: number;
  properties: Fields;
}

/**
 * The logged events of these names of these leads, in the order they were decided; with `since`, those received from
 * then on.
 */
export function readLoggedEvents(
  tx: Tx,
  ids: readonly LeadId[],
  names: readonly string[],
  since: Instant | undefined,
): Promise<LoggedEvent[]> {
  return tx.query(
    `select i.lead_id, i.name, i.occurred_at, i.properties
     from json_to_recordset($1::json) as x(id uuid)
     cross join lateral (
       select * from ${eventRows} e
       where e.lane = get_byte(uuid_send(x.id), 0) and e.lead_id = x.id and e.name = any($2::text[])
         ${since === undefined ? '' : 'and e.at >= $3'}
       -- Keeps the plan to one look-up each, whatever the statistics say.
       offset 0
     ) i
     order by i.lane, i.lead_id, i.seq`,
    [JSON.stringify(ids.map((id) => ({ id }))), names, ...(since === undefined ? [] : [new Date(since)])],
    since === undefined ? 'read_logged_events' : 'read_logged_events_since',
  );
}
