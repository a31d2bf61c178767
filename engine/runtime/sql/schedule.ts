import type { Queryable, Tx } from '../../../db/connection.ts';
import type { Change } from '../changes/types.ts';
import { selectChange } from './changes.ts';

/** An approved change waits for its time. */
export async function scheduleChange(
  tx: Tx,
  id: string,
  { by, now, at }: { by: string; now: number; at: number },
): Promise<void> {
  await tx.query(
    `update changes set status = 'scheduled', returned = null, approved_by = $2::uuid,
                        approved_at = to_timestamp($3::float8 / 1000), apply_at = to_timestamp($4::float8 / 1000)
     where id = $1::uuid and status = 'proposed'`,
    [id, by, now, at],
  );
}

/** The change that has been due the longest, locked; one that another worker has is passed over. */
export async function lockDue(tx: Tx, now: number): Promise<Change | undefined> {
  const [row] = await tx.query<{ id: string }>(
    `select id from changes where status = 'scheduled' and apply_at <= to_timestamp($1::float8 / 1000)
     order by apply_at, id limit 1 for update skip locked`,
    [now],
  );
  return row && selectChange(tx, row.id);
}

/** Open again because it could not be applied; who had approved it stays noted. False when it is not due any more. */
export async function giveBack(
  tx: Tx,
  id: string,
  { reason, at, expiresAt }: { reason: string; at: number; expiresAt: number },
): Promise<boolean> {
  const rows = await tx.query(
    `update changes set status = 'proposed', apply_at = null, returned = $2::text,
                        expires_at = to_timestamp($3::float8 / 1000)
     where id = $1::uuid and status = 'scheduled' and apply_at <= to_timestamp($4::float8 / 1000) returning id`,
    [id, reason, expiresAt, at],
  );
  return rows.length > 0;
}

/** Open again because a person wants it so; for a day at least. */
export async function unschedule(tx: Tx, id: string, now: number): Promise<void> {
  await tx.query(
    `update changes set status = 'proposed', apply_at = null, approved_by = null, approved_at = null,
                        expires_at = greatest(expires_at, to_timestamp($2::float8 / 1000) + interval '1 day')
     where id = $1::uuid and status = 'scheduled'`,
    [id, now],
  );
}

/** Ends the open changes that are too old; gives their ids. */
export async function expireOld(tx: Tx, now: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `update changes set status = 'expired', resolved_at = to_timestamp($1::float8 / 1000)
     where status = 'proposed' and expires_at <= to_timestamp($1::float8 / 1000) returning id`,
    [now],
  );
  return rows.map(({ id }) => id);
}

/** A scheduled change that was not applied, and waits for an approval again. */
interface ReturnedChange {
  id: string;
  title: string;
  reason: string;
}

/** How many changes are open, and those of them that this person had approved for a time. Reads no plan: every page asks. */
export async function waitingChanges(
  on: Queryable,
  person: string,
): Promise<{ open: number; returned: ReturnedChange[] }> {
  const [row] = await on.query<{ open: number; returned: ReturnedChange[] }>(
    `select count(*)::int as open,
            coalesce(json_agg(json_build_object('id', id, 'title', title, 'reason', returned) order by created_at desc, id)
              filter (where returned is not null and approved_by = $1::uuid), '[]'::json) as returned
     from changes where status = 'proposed'`,
    [person],
  );
  return row ?? { open: 0, returned: [] };
}
