import type { Queryable, Tx } from '../../../db/connection.ts';
import { LANES } from '../../../db/lanes.ts';
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
  /** The same by model, without those that are 0. */
  scores: Readonly<Record<string, number>>;
}
export type LoggedInput = InputRow & { lead_id: LeadId; decision: string };

/** A lead as it stood after its input `seq`; `basis` says how sure that is (0008_history.sql). */
export interface Snapshot {
  lead_id: LeadId;
  seq: number;
  at: number;
  state: string;
  fields: Fields;
  points: number;
  basis: 'replayed' | 'recorded' | 'accepted';
}

/** Leads, and those that were merged into others as they were then. */
const everyLead = `(select lane, id, fields, state, created_at from leads
  union all select lane, id, fields, state, created_at from lead_redirects)`;

/** Leads read at a time. */
export const replayChunkSize = 200;
export const beforeAllLeads = { lane: -1, id: '00000000-0000-0000-0000-000000000000' as LeadId };

/** Leads with what is kept of them. */
export interface ReplayChunk {
  leads: RecordedLead[];
  /** In order of leads and seq. */
  snapshots: Snapshot[];
  inputs: LoggedInput[];
}

/** Which leads: the next by lane and id, up to a lane or to the last; or these. */
export type ReplayRange =
  | { after: { lane: number; id: LeadId }; limit: number; upTo?: number }
  | { ids: readonly LeadId[] };

/**
 * Leads by lane and id, as of one instant; with their newest snapshot and the inputs since, or with `whole` with all
 * snapshots and inputs there are. Begins its transaction.
 */
export async function readReplayChunk(
  tx: Tx,
  { range, whole }: { range: ReplayRange; whole: boolean },
): Promise<ReplayChunk> {
  await tx.exec('set transaction isolation level repeatable read, read only');
  const leads = await readLeads(tx, range);
  if (leads.length === 0) return { leads, snapshots: [], inputs: [] };
  const snapshots = await readSnapshots(tx, leads, whole);
  const newest = new Map(snapshots.map((snapshot) => [snapshot.lead_id, snapshot]));
  const keys = leads.map(({ lane, id }) => {
    const since = whole ? undefined : newest.get(id);
    return { lane, id, seq: since?.seq ?? 0, at: since?.at ?? 0 };
  });
  const inputs = await tx.query<LoggedInput>(
    `select i.lead_id, i.seq, i.at, i.kind, i.program, i.semantics, i.name, i.occurred_at, i.source, i.message_id,
       i.properties, i.payload, i.facts, i.decision
     from json_to_recordset($1::json) as x(lane smallint, id uuid, seq bigint, at float8)
     join inputs i on i.lane = x.lane and i.lead_id = x.id and i.seq > x.seq and i.at >= to_timestamp(x.at / 1000)
     order by i.lane, i.lead_id, i.seq`,
    [JSON.stringify(keys)],
  );
  return { leads, snapshots, inputs };
}

function readLeads(tx: Tx, range: ReplayRange): Promise<RecordedLead[]> {
  const columns = `l.lane, l.id, l.fields, l.state, l.created_at,
    (select coalesce(sum(g.points), 0) from ledger g where g.lane = l.lane and g.lead_id = l.id) as points,
    (select coalesce(json_object_agg(m.model, m.points), '{}'::json)
     from (select g.model, sum(g.points) as points from ledger g
           where g.lane = l.lane and g.lead_id = l.id group by g.model having sum(g.points) <> 0) m) as scores`;
  if ('ids' in range) {
    return tx.query(
      `select ${columns} from json_to_recordset($1::json) as x(id uuid)
       join ${everyLead} l on l.lane = get_byte(uuid_send(x.id), 0) and l.id = x.id
       order by l.lane, l.id`,
      [JSON.stringify(range.ids.map((id) => ({ id })))],
    );
  }
  return tx.query(
    `select ${columns} from ${everyLead} l
     where (l.lane, l.id) > ($1::smallint, $2::uuid) and l.lane <= $4
     order by l.lane, l.id limit $3`,
    [range.after.lane, range.after.id, range.limit, range.upTo ?? LANES],
  );
}

/** The newest of each lead, or all. */
function readSnapshots(
  tx: Tx,
  leads: readonly Pick<RecordedLead, 'lane' | 'id'>[],
  all: boolean,
): Promise<Snapshot[]> {
  return tx.query(
    `select s.lead_id, s.seq, s.at, s.state, s.fields, s.points, s.basis
     from json_to_recordset($1::json) as x(lane smallint, id uuid)
     cross join lateral (
       select * from snapshots s where s.lane = x.lane and s.lead_id = x.id
       order by s.seq desc ${all ? '' : 'limit 1'}
     ) s
     order by s.lane, s.lead_id, s.seq`,
    [JSON.stringify(leads.map(({ lane, id }) => ({ lane, id })))],
  );
}

/** Ids of the (engine semantics, tzdata) pairs of these engine semantics, of one tzdata or of any. */
export async function semanticsOfEngine(
  on: Queryable,
  engine: number,
  tzdata: string | null = null,
): Promise<Set<number>> {
  const rows = await on.query<{ id: number }>(
    'select id from semantics where engine = $1 and ($2::text is null or tzdata = $2)',
    [engine, tzdata],
  );
  return new Set(rows.map((row) => row.id));
}

/** Leads that there are, and that were merged into others. */
export async function countEvery(on: Queryable): Promise<number> {
  const [row] = await on.query<{ n: number }>(
    'select (select count(*) from leads) + (select count(*) from lead_redirects) as n',
  );
  return row?.n ?? 0;
}

/** Leads that were erased. */
export async function countErased(on: Queryable): Promise<number> {
  const [row] = await on.query<{ n: number }>('select count(*)::int as n from erasures');
  return row?.n ?? 0;
}
