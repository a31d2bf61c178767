import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Database } from '../db/connection.ts';
import { openDatabase } from '../db/open-database.ts';
import { afterwards } from './afterwards.ts';

let created = 0;

/**
 * A fresh, migrated database for one test file, closed and removed after it: a copy of the run's template, as PGlite in
 * a folder, or with TEST_DATABASE=native on the server of TEST_DATABASE_URL, whose user must be allowed to create one.
 * Call it at the top of a file or in `beforeAll`.
 */
export async function testDatabase(): Promise<Database> {
  const db = await (onServer ? createOnServer(inject('template')) : copyOfFolder(inject('template')));
  afterwards(() => db.close());
  return db;
}

/** The same without any tables. */
export async function emptyDatabase(): Promise<Database> {
  const db = await (onServer ? createOnServer() : openDatabase({ home: 'memory:' }));
  afterwards(() => db.close());
  return db;
}

const onServer = process.env.TEST_DATABASE === 'native';

async function copyOfFolder(template: string): Promise<Database> {
  const home = mkdtempSync(join(tmpdir(), 'trellis-database-'));
  cpSync(template, join(home, 'database'), { recursive: true });
  const db = await openDatabase({ home });
  return {
    ...db,
    close: async () => {
      await db.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function createOnServer(template = 'template1'): Promise<Database> {
  const url = process.env.TEST_DATABASE_URL;
  if (!url)
    throw new Error(
      'TEST_DATABASE=native needs TEST_DATABASE_URL: run .ci/native, it starts a server and prints it.',
    );
  const server = await openDatabase({ home: '', databaseUrl: url });
  const name = `trellis_test_${process.pid}_${++created}`;
  await server.exec(`drop database if exists ${name}`);
  await server.exec(`create database ${name} template ${template}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const db = await openDatabase({ home: '', databaseUrl: own.href });
  return {
    ...db,
    close: async () => {
      await db.close();
      await server.exec(`drop database ${name} with (force)`);
      await server.close();
    },
  };
}
