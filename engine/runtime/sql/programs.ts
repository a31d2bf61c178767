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
