import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Queryable } from '../db/connection.ts';
import { newSecret } from './auth/secrets.ts';
import { sourceOfKey } from './auth/write-keys.ts';

/** Files of the data folder that only their owner may read. */
export const secretFiles = {
  owner: 'owner.json',
  terminal: 'terminal.key',
  writeKey: 'write.key',
} as const;

/** Writes a file of mode 0600, whole or not at all where the system can rename. */
export function writeSecretFile(home: string, name: string, content: string): void {
  mkdirSync(home, { recursive: true });
  const path = join(home, name);
  writeFileSync(path, content, { mode: 0o600 });
  // A file that was there before keeps its mode.
  chmodSync(path, 0o600);
}

/** The secret kept in the file; made at the first call. Two processes that make it at once agree on one. */
export function secretOf(home: string, name: string): string {
  mkdirSync(home, { recursive: true });
  const path = join(home, name);
  try {
    writeFileSync(path, newSecret(), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(path, 'utf8').trim();
}

/** The write key made at the first start, if it is still valid: the only one that can be shown again. */
export async function firstWriteKey(
  home: string,
  db: Queryable,
): Promise<{ source: string; key: string } | undefined> {
  let key: string;
  try {
    key = readFileSync(join(home, secretFiles.writeKey), 'utf8').trim();
  } catch {
    return undefined;
  }
  const source = await sourceOfKey(db, key);
  return source === undefined ? undefined : { source, key };
}

export function removeSecretFile(home: string, name: string): void {
  rmSync(join(home, name), { force: true });
}
