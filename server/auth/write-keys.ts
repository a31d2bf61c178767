import type { Database, Queryable } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import { appendAudit } from '../../engine/runtime/audit/append.ts';
import { hashSecret, newSecret } from './secrets.ts';

export interface WriteKey {
  /** Names the events that come with the key, and scopes their message ids. */
  source: string;
  /** Milliseconds since the epoch. */
  createdAt: number;
}

/** Makes a key for a source and gives it, the only time it can be seen. Throws `key.exists`. */
export async function createWriteKey(db: Database, source: string, now: number): Promise<string> {
  const key = newSecret('wk_');
  const isMade = await db.transaction(async (tx) => {
    const made = await tx.query(
      `insert into write_keys (key_hash, source, created_at) values ($1, $2, to_timestamp($3::float8 / 1000))
       on conflict (source) do nothing returning source`,
      [hashSecret(key), source, now],
    );
    if (made.length > 0) appendAudit(tx, { action: 'key_made', at: now, details: { source } });
    return made.length > 0;
  });
  if (isMade) return key;
  throw new TrellisError(
    'key.exists',
    `There is a write key for “${source}” already; remove it first, or name another source.`,
  );
}

/** The source a key belongs to. */
export async function sourceOfKey(db: Queryable, key: string): Promise<string | undefined> {
  const [row] = await db.query<{ source: string }>('select source from write_keys where key_hash = $1', [
    hashSecret(key),
  ]);
  return row?.source;
}

export function listWriteKeys(db: Queryable): Promise<WriteKey[]> {
  return db.query<WriteKey>('select source, created_at as "createdAt" from write_keys order by source');
}

/** Throws `key.unknown`. */
export async function removeWriteKey(db: Database, source: string, now: number): Promise<void> {
  const isRemoved = await db.transaction(async (tx) => {
    const removed = await tx.query('delete from write_keys where source = $1 returning source', [source]);
    if (removed.length > 0) appendAudit(tx, { action: 'key_revoked', at: now, details: { source } });
    return removed.length > 0;
  });
  if (isRemoved) return;
  throw new TrellisError(
    'key.unknown',
    `There is no write key for “${source}”; \`trellis keys list\` shows them.`,
  );
}
