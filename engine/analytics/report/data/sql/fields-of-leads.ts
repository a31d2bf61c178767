import type { Queryable } from '../../../../../db/connection.ts';
import { laneOfLead } from '../../../../../db/lanes.ts';

/** What leads are called by: names and address, as they are now. One that was erased is not in it. */
export async function fieldsOfLeads(
  db: Queryable,
  leads: readonly string[],
): Promise<Map<string, Record<string, string>>> {
  const rows = await db.query<{ id: string; fields: Record<string, string> }>(
    `select l.id, jsonb_strip_nulls(jsonb_build_object('first_name', l.fields -> 'first_name',
              'last_name', l.fields -> 'last_name', 'email', l.fields -> 'email')) as fields
     from json_to_recordset($1::json) as a (lane smallint, id uuid) join leads l using (lane, id)`,
    [JSON.stringify([...new Set(leads)].map((id) => ({ lane: laneOfLead(id), id })))],
  );
  return new Map(rows.map(({ id, fields }) => [id, fields]));
}
