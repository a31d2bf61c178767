import { afterAll } from 'vitest';
import type { Database } from '../db/connection.ts';
import { migrate } from '../db/migrate.ts';
import { openDatabase } from '../db/open-database.ts';

let created = 0;

/**
 * A fresh, migrated database for one test file, closed (and on a server dropped) after it: PGlite in memory, or with
 * TEST_DATABASE=native a new database on the server of TEST_DATABASE_URL, whose user must be allowed to create one.
 * Call it at the top of a file or in `beforeAll`.
 */
export async function testDatabase(): Promise<Database> {
  const db = await emptyDatabase();
  await migrate(db);
  return db;
}

/** The same without any tables. */
export async function emptyDatabase(): Promise<Database> {
  const db =
    process.env.TEST_DATABASE === 'native' ? await createOnServer() : await openDatabase({ home: 'memory:' });
  afterAll(() => db.close());
  return db;
}

async function createOnServer(): Promise<Database> {
  const url = process.env.TEST_DATABASE_URL;
  if (!url)
    throw new Error(
      'TEST_DATABASE=native needs TEST_DATABASE_URL: run .ci/native, it starts a server and prints it.',
    );
  const server = await openDatabase({ home: '', databaseUrl: url });
  const name = `trellis_test_${process.pid}_${++created}`;
  await server.exec(`drop database if exists ${name}`);
  await server.exec(`create database ${name}`);
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
