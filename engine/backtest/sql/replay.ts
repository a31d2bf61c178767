import type { Queryable, Tx } from '../../../db/connection.ts';
import type { Fields, LeadId } from '../../core/types.ts';
import type { InputRow } from '../../runtime/input-row.ts';

export interface RecordedLead {
  lane: number;
  id: LeadId;
  fields: Fields;
  state: string;
  created_at: number;
  /** Sum of the lead's ledger. */
  points: number;
}
export type LoggedInput = InputRow & { lead_id: LeadId; decision: string };

/** The next leads by lane and id with all their inputs in order, as of one instant. Begins its transaction. */
export async function readReplayChunk(
  tx: Tx,
  after: { lane: number; id: LeadId },
  limit: number,
): Promise<{ leads: RecordedLead[]; inputs: LoggedInput[] }> {
  await tx.exec('set transaction isolation level repeatable read, read only');
  const leads = await tx.query<RecordedLead>(
    `select l.lane, l.id, l.fields, l.state, l.created_at,
       (select coalesce(sum(g.points), 0) from ledger g where g.lane = l.lane and g.lead_id = l.id) as points
     from leads l
     where l.lane > $1 or (l.lane = $1 and l.id > $2::uuid)
     order by l.lane, l.id limit $3`,
    [after.lane, after.id, limit],
  );
  if (leads.length === 0) return { leads, inputs: [] };
  const inputs = await tx.query<LoggedInput>(
    `select i.lead_id, i.seq, i.at, i.kind, i.program, i.semantics, i.name, i.occurred_at, i.source, i.message_id,
       i.properties, i.payload, i.facts, i.decision
     from json_to_recordset($1::json) as x(lane smallint, id uuid)
     join inputs i on i.lane = x.lane and i.lead_id = x.id
     order by i.lane, i.lead_id, i.seq`,
    [JSON.stringify(leads.map(({ lane, id }) => ({ lane, id })))],
  );
  return { leads, inputs };
}

/** Ids of the (engine semantics, tzdata) pairs of these engine semantics. */
export async function semanticsOfEngine(on: Queryable, engine: number): Promise<number[]> {
  const rows = await on.query<{ id: number }>('select id from semantics where engine = $1', [engine]);
  return rows.map((row) => row.id);
}
