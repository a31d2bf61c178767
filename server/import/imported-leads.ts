import type { Queryable } from '../../db/connection.ts';
import { laneOfValue } from '../../db/lanes.ts';
import type { IncomingEvent } from '../../engine/runtime/types.ts';

/** The events of one record of a file. */
type Record = readonly Pick<IncomingEvent, 'messageId' | 'source' | 'userId' | 'email'>[];

/** Of each record whether all of its events were taken before, or stand earlier in the list. */
export async function knownBefore(db: Queryable, records: readonly Record[]): Promise<boolean[]> {
  const ids = records
    .flat()
    .map(({ messageId, source }) => ({ lane: laneOfValue(messageId), source, id: messageId }));
  const found = await db.query<{ id: string }>(
    `select m.id from json_to_recordset($1::json) as x(lane smallint, source text collate "C", id text collate "C")
     join message_ids m on m.lane = x.lane and m.source = x.source and m.id = x.id`,
    [JSON.stringify(ids)],
  );
  const known = new Set(found.map(({ id }) => id));
  return records.map((events) => {
    const all = events.every(({ messageId }) => known.has(messageId));
    for (const { messageId } of events) known.add(messageId);
    return all;
  });
}

/** Ids of the leads that these records speak of, each once. */
export function leadsOf(db: Queryable, records: readonly Record[]): Promise<string[]> {
  return find(db, records, '');
}

/** Those of them that may not be sent marketing email: no consent on record, or suppressed. */
export function heldLeads(db: Queryable, records: readonly Record[]): Promise<string[]> {
  return find(db, records, 'where not l.mailable');
}

async function find(db: Queryable, records: readonly Record[], where: string): Promise<string[]> {
  // A lead is found by its user id first: an email may belong to another.
  const identities = records.flatMap(([event]) => {
    const value = event?.userId ?? event?.email;
    return value === undefined
      ? []
      : [{ lane: laneOfValue(value), kind: event?.userId === undefined ? 'email' : 'user', value }];
  });
  const rows = await db.query<{ id: string }>(
    `select distinct l.id
     from json_to_recordset($1::json) as x(lane smallint, kind text, value text collate "C")
     join identities i on i.lane = x.lane and i.kind = x.kind and i.value = x.value
     join leads l on l.lane = i.lead_lane and l.id = i.lead_id ${where}`,
    [JSON.stringify(identities)],
  );
  return rows.map(({ id }) => id);
}
