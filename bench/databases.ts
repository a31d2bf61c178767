import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../db/connection.ts';
import { migrate } from '../db/migrate.ts';
import { openDatabase } from '../db/open-database.ts';

/** A fresh, migrated database to measure on; `url` lets another process open a server's. */
export interface BenchDatabase {
  db: Database;
  url: string | undefined;
  remove(): Promise<void>;
}

/** PGlite in a folder on disk, as an installation has it. */
export async function embedded(): Promise<BenchDatabase> {
  const home = mkdtempSync(join(tmpdir(), 'trellis-bench-'));
  const db = await openDatabase({ home });
  await migrate(db);
  return {
    db,
    url: undefined,
    remove: async () => {
      await db.close();
      rmSync(home, { recursive: true });
    },
  };
}

/** A new database on the server, dropped afterwards. */
export async function onServer(serverUrl: string): Promise<BenchDatabase> {
  const server = await openDatabase({ home: '', databaseUrl: serverUrl });
  const name = `trellis_bench_${process.pid}`;
  await server.exec(`drop database if exists ${name}`);
  await server.exec(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const db = await openDatabase({ home: '', databaseUrl: url.href });
  await migrate(db);
  return {
    db,
    url: url.href,
    remove: async () => {
      await db.close();
      await server.exec(`drop database ${name} with (force)`);
      await server.close();
    },
  };
}
