import { randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Queryable } from '../db/connection.ts';
import { TrellisError } from '../db/errors.ts';
import { newSecret } from './auth/secrets.ts';
import { sourceOfKey } from './auth/write-keys.ts';

/** Files of the data folder that only their owner may read. */
export const secretFiles = {
  owner: 'owner.json',
  terminal: 'terminal.key',
  writeKey: 'write.key',
} as const;

/** 256 bits in base64url. Anything shorter was cut off or put there by hand, and an empty one would open every door. */
const secretLength = 43;

/** Makes the data folder where there is none, for this user only. One that is there keeps its mode. */
function makeHome(home: string): void {
  mkdirSync(home, { recursive: true, mode: 0o700 });
}

/** Writes a file of mode 0600, whole or not at all: readers see what was there before or all of the new content. */
export function writeSecretFile(home: string, name: string, content: string): void {
  withDraft(home, name, content, (draft) => renameSync(draft, join(home, name)));
}

/**
 * The secret kept in the file; made at the first call. Two processes that make it at once agree on one: only the first
 * draft gets the name, and it is whole by then. Throws `home.bad_secret` where the file holds no secret.
 */
export function secretOf(home: string, name: string): string {
  const path = join(home, name);
  if (existsSync(path)) return readSecret(path);
  withDraft(home, name, newSecret(), (draft) => {
    try {
      linkSync(draft, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  });
  return readSecret(path);
}

function readSecret(path: string): string {
  const secret = readFileSync(path, 'utf8').trim();
  if (secret.length >= secretLength) return secret;
  throw new TrellisError(
    'home.bad_secret',
    `${path} does not hold a whole secret. Delete the file and start again: a new one is made.`,
    { mender: 'operator' },
  );
}

function withDraft(home: string, name: string, content: string, place: (draft: string) => void): void {
  makeHome(home);
  const draft = join(home, `${name}.${randomUUID()}`);
  try {
    writeFileSync(draft, content, { mode: 0o600, flag: 'wx' });
    place(draft);
  } finally {
    rmSync(draft, { force: true });
  }
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
