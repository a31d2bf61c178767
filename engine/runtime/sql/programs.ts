import type { Queryable, Tx } from '../../../db/connection.ts';

/** Every batch holds it shared, an activation exclusively: no batch decides by two versions. */
const ACTIVATION_LOCK = 7_235_602;

/** Must come before the version is read: a batch that waited for an activation has to see it. */
export async function holdActivation(tx: Tx, mode: 'shared' | 'exclusive'): Promise<void> {
  const lock = mode === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
  await tx.query(`select ${lock}($1)`, [ACTIVATION_LOCK], `activation_${mode}`);
}

/** 0 before the first activation. */
export async function activeVersion(on: Queryable): Promise<number> {
  const [row] = await on.query<{ version: number }>(
    'select coalesce(max(version), 0) as version from programs',
  );
  return row?.version ?? 0;
}

export async function readProgram(on: Queryable, version: number): Promise<string | undefined> {
  const [row] = await on.query<{ document: string }>('select document from programs where version = $1', [
    version,
  ]);
  return row?.document;
}

export async function insertProgram(
  tx: Tx,
  row: { version: number; document: string; hash: string; changeId: string | null; at: number },
): Promise<void> {
  await tx.query(
    'insert into programs (version, document, hash, change_id, activated_at) values ($1, $2, $3, $4, $5)',
    [row.version, row.document, row.hash, row.changeId, new Date(row.at)],
  );
}

/** When another version came into force; undefined while the version is. */
export async function leftAt(on: Queryable, version: number): Promise<number | undefined> {
  const [row] = await on.query<{ at: number }>('select activated_at as at from programs where version = $1', [
    version + 1,
  ]);
  return row?.at;
}

/** A version of the program, and the change that made it. */
export interface VersionRow {
  version: number;
  hash: string;
  activatedAt: number;
  /** Null for what no change made, like the first one. */
  change: string | null;
  title: string | null;
  author: string | null;
  approver: string | null;
  /** The version that it went back to. */
  rollbackTo: number | null;
}

/** Versions below `before`, newest first. */
export function listVersions(
  on: Queryable,
  { before, limit }: { before?: number; limit: number },
): Promise<VersionRow[]> {
  return on.query<VersionRow>(
    `select p.version, p.hash, p.activated_at as "activatedAt", c.id as change, c.title, a.name as author,
            r.name as approver, c.rollback_to as "rollbackTo"
     from programs p
     left join changes c on c.id = p.change_id
     left join people a on a.id = c.author
     left join people r on r.id = c.resolved_by
     where $1::int is null or p.version < $1::int
     order by p.version desc limit $2::int`,
    [before ?? null, limit],
  );
}
