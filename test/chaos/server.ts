import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Database } from '../../db/connection.ts';
import { migrate } from '../../db/migrate.ts';
import { openDatabase } from '../../db/open-database.ts';

/** A database that can be broken off under its users. */
export interface ChaosServer {
  /** Fresh and migrated. */
  url: string;
  /** What `restart` does, for the report. */
  restarts: string;
  restart(mode: 'fast' | 'immediate'): Promise<void>;
  remove(): Promise<void>;
}

/** A PostgreSQL server of its own (`.ci/native`), really stopped and started. */
export async function ownServer(): Promise<ChaosServer> {
  const { stdout } = await native('start');
  const { url, remove } = await createDatabase(stdout.trim());
  return {
    url,
    restarts: 'pg_ctl restart, fast and immediate',
    restart: async (mode) => void (await native('restart', mode)),
    remove: async () => {
      await remove();
      await native('remove');
    },
  };
}

/** A database on a server that others use too: instead of restarting it, every connection to the database is ended. */
export async function onServer(serverUrl: string): Promise<ChaosServer> {
  const { url, server, name, remove } = await createDatabase(serverUrl);
  const end = 'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1';
  return {
    url,
    restarts: 'all connections of the database ended by the server',
    restart: async () => void (await server.query(end, [name])),
    remove,
  };
}

async function createDatabase(
  serverUrl: string,
): Promise<{ url: string; server: Database; name: string; remove(): Promise<void> }> {
  const server = await openDatabase({ home: '', databaseUrl: serverUrl });
  const name = `trellis_chaos_${process.pid}`;
  await server.exec(`drop database if exists ${name} with (force)`);
  await server.exec(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const db = await openDatabase({ home: '', databaseUrl: url.href });
  await migrate(db);
  await db.close();
  return {
    url: url.href,
    server,
    name,
    remove: async () => {
      await server.exec(`drop database ${name} with (force)`);
      await server.close();
    },
  };
}

function native(...words: string[]): Promise<{ stdout: string }> {
  return promisify(execFile)(join(import.meta.dirname, '../../.ci/native'), words, {
    env: { ...process.env, TRELLIS_NATIVE_CLUSTER: 'chaos' },
  });
}
