import type { Queryable, Tx } from '../../../db/connection.ts';
import type { Instant, LeadId } from '../../core/types.ts';
import { lockParts } from '../../runtime/sql/history-parts.ts';

interface LeadKey {
  lane: number;
  id: LeadId;
}

/** exact: a snapshot at the lead's last input of the part; standing: one there or later that counts. */
export type Cover = 'exact' | 'standing';

const covers: Record<Cover, string> = {
  exact: 's.seq = max(i.seq)',
  standing: `s.seq >= max(i.seq) and s.basis <> 'recorded'`,
};

/** Leads with rows in a part of the log and no such snapshot, after the given one, by lane and id. */
export function leadsWithout(
  on: Queryable,
  cover: Cover,
  { table, after, limit }: { table: string; after: LeadKey; limit: number },
): Promise<LeadKey[]> {
  return on.query(
    `select i.lane, i.lead_id as id from ${table} i
     where (i.lane, i.lead_id) > ($1::smallint, $2::uuid)
       and (exists (select from leads l where l.lane = i.lane and l.id = i.lead_id)
         or exists (select from lead_redirects r where r.lane = i.lane and r.id = i.lead_id))
     group by i.lane, i.lead_id
     having not exists (select from snapshots s
                        where s.lane = i.lane and s.lead_id = i.lead_id and ${covers[cover]})
     order by i.lane, i.lead_id limit $3`,
    [after.lane, after.id, limit],
  );
}

/** Nobody writes to the part any more until the transaction ends. */
export async function holdPart(tx: Tx, table: string): Promise<void> {
  await lockParts(tx);
  await tx.exec(`lock table ${table} in share mode`);
}

/** Takes a part out of the log for ever. Holds the whole log for the moment it takes. */
export async function dropPart(tx: Tx, table: string, keptFrom: Instant): Promise<void> {
  await tx.exec(`alter table inputs detach partition ${table}; drop table ${table}`);
  await tx.query('delete from merged_events where at < $1', [new Date(keptFrom)]);
  await tx.query(
    `insert into settings (key, value) values ('history.kept_from', $1)
     on conflict (key) do update set value = excluded.value where settings.value < excluded.value`,
    [new Date(keptFrom).toISOString()],
  );
}
