import type { Queryable } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import { hashSecret, newSecret } from './secrets.ts';

export interface WriteKey {
  /** Names the events that come with the key, and scopes their message ids. */
  source: string;
  /** Milliseconds since the epoch. */
  createdAt: number;
}

/** Makes a key for a source and gives it, the only time it can be seen. Throws `key.exists`. */
export async function createWriteKey(db: Queryable, source: string, now: number): Promise<string> {
  const key = newSecret('wk_');
  const made = await db.query(
    `insert into write_keys (key_hash, source, created_at) values ($1, $2, to_timestamp($3::float8 / 1000))
     on conflict (source) do nothing returning source`,
    [hashSecret(key), source, now],
  );
  if (made.length > 0) return key;
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
export async function removeWriteKey(db: Queryable, source: string): Promise<void> {
  const removed = await db.query('delete from write_keys where source = $1 returning source', [source]);
  if (removed.length > 0) return;
  throw new TrellisError(
    'key.unknown',
    `There is no write key for “${source}”; \`trellis keys list\` shows them.`,
  );
}
