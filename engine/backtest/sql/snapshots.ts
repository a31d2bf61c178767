import type { Queryable, Tx } from '../../../db/connection.ts';
import type { Snapshot } from './replay.ts';

export interface SnapshotRow extends Snapshot {
  program: number;
}

/**
 * Keeps snapshots of leads that are still there. Of each lead the first, where what the log still holds begins, and
 * the newest stay. `semantics` is the pair that took them.
 */
export async function insertSnapshots(
  tx: Tx,
  rows: readonly SnapshotRow[],
  semantics: number,
  now: number,
): Promise<void> {
  await tx.query(
    `with taken as materialized (
       select * from json_to_recordset($1::json) as x(lead_id uuid, seq bigint, at float8, program int, state text,
         fields jsonb, points int, basis text)
     ), present as materialized (
       -- Whoever erases a lead meanwhile comes before or after this, not between.
       select l.lane, l.id from taken x join leads l on l.lane = get_byte(uuid_send(x.lead_id), 0) and l.id = x.lead_id
       order by l.lane, l.id for key share of l
     ), merged as materialized (
       select r.lane, r.id from taken x
       join lead_redirects r on r.lane = get_byte(uuid_send(x.lead_id), 0) and r.id = x.lead_id
       order by r.lane, r.id for key share of r
     )
     insert into snapshots (lane, lead_id, seq, at, program, semantics, state, fields, points, basis, taken_at)
     select p.lane, x.lead_id, x.seq, to_timestamp(x.at / 1000), x.program, $2::smallint, x.state, x.fields, x.points,
       x.basis, to_timestamp($3::float8 / 1000)
     from (select lane, id from present union select lane, id from merged) p join taken x on x.lead_id = p.id
     order by p.lane, x.lead_id
     on conflict (lane, lead_id, seq) do update set basis = excluded.basis where snapshots.basis = 'recorded'`,
    [JSON.stringify(rows), semantics, now],
    'insert_snapshots',
  );
  await tx.query(
    `delete from snapshots s using json_to_recordset($1::json) as x(lead_id uuid, seq bigint)
     where s.lane = get_byte(uuid_send(x.lead_id), 0) and s.lead_id = x.lead_id and s.seq < x.seq
       and exists (select from snapshots t where t.lane = s.lane and t.lead_id = s.lead_id and t.seq < s.seq)`,
    [JSON.stringify(rows.map(({ lead_id, seq }) => ({ lead_id, seq })))],
    'delete_snapshots_between',
  );
}

/** After the log was cut at `keptFrom`: of snapshots before that only the last of each lead begins anything. */
export async function deleteSuperseded(on: Queryable, keptFrom: number): Promise<void> {
  await on.query(
    `delete from snapshots s using snapshots t
     where t.lane = s.lane and t.lead_id = s.lead_id and t.seq > s.seq and t.at < $1`,
    [new Date(keptFrom)],
  );
}

/** How many leads have a snapshot, by its newest one's basis. */
export function countSnapshots(on: Queryable): Promise<{ basis: Snapshot['basis']; leads: number }[]> {
  return on.query(
    `select basis, count(*)::int as leads
     from (select distinct on (lane, lead_id) basis from snapshots order by lane, lead_id, seq desc) s
     group by basis order by basis`,
  );
}
