import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import type { Database, Queryable } from './connection.ts';
import { lockFolder } from './folder-lock.ts';
import { kyselyOver } from './kysely-over.ts';
import { createNestingGuard } from './nesting-guard.ts';
import { runBody } from './run-body.ts';
import { parsers } from './values.ts';

/** The embedded database in `home`/database, owned by this process alone; `memory:` keeps it in memory. */
export async function openPglite(home: string): Promise<Database> {
  const inMemory = home === 'memory:';
  let unlock = () => {};
  if (!inMemory) {
    // It holds addresses and keys.
    mkdirSync(home, { recursive: true, mode: 0o700 });
    unlock = lockFolder(home);
  }
  try {
    const dataDir = inMemory ? 'memory://' : join(home, 'database');
    const pglite = await PGlite.create({ dataDir, extensions: { vector }, parsers: { ...parsers } });
    await pglite.exec(`set timezone to 'UTC'`);
    return overPglite(pglite, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

function overPglite(pglite: PGlite, unlock: () => void): Database {
  const guard = createNestingGuard();
  const outside: Pick<Queryable, 'query'> = {
    async query<R>(sql: string, params?: unknown[]) {
      guard.check();
      return (await pglite.query<R>(sql, params)).rows;
    },
  };
  const kysely = kyselyOver(outside);
  return {
    kind: 'pglite',
    query: outside.query,
    kysely,
    transaction: (body) => {
      guard.check();
      return guard.run(() =>
        pglite.transaction(async (transaction) => {
          const inside: Pick<Queryable, 'query'> = {
            query: async <R>(sql: string, params?: unknown[]) =>
              (await transaction.query<R>(sql, params)).rows,
          };
          const exec = async (script: string) => void (await transaction.exec(script));
          return runBody(body, { query: inside.query, exec, kysely: kyselyOver(inside) });
        }),
      );
    },
    exec: async (script) => {
      guard.check();
      await pglite.exec(script);
    },
    close: async () => {
      if (!pglite.closed) await pglite.close();
      unlock();
    },
  };
}
