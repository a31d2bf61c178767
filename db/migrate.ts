import { readdirSync, readFileSync } from 'node:fs';
import type { Database } from './connection.ts';
import { TrellisError } from './errors.ts';
import { sqlStateOf, sqlStates } from './sqlstates.ts';

const folder = new URL('./migrations/', import.meta.url);
/** Any fixed number: two processes that start at once migrate one after the other. */
const MIGRATION_LOCK = 7_235_601;

interface Migration {
  version: number;
  name: string;
  script: string;
}

/**
 * Brings the schema up to date: every numbered script of db/migrations above the recorded version, each in one
 * transaction. Gives the versions it ran. Throws `database.newer` when the data was written by a newer Trellis.
 */
export async function migrate(db: Database): Promise<number[]> {
  const migrations = readMigrations();
  await createRecord(db);
  const ran: number[] = [];
  for (const migration of migrations) {
    if (await run(db, migration)) ran.push(migration.version);
  }
  const newest = migrations.at(-1)?.version ?? 0;
  const [row] = await db.query<{ version: number | null }>('select max(version) as version from migrations');
  if ((row?.version ?? 0) > newest) {
    throw new TrellisError(
      'database.newer',
      `The database is at schema version ${row?.version}, this Trellis knows ${newest}: run the newer Trellis that wrote it.`,
      { mender: 'operator' },
    );
  }
  return ran;
}

function readMigrations(): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_.*\.sql$/.test(name))
    .sort()
    .map((name) => ({
      version: Number(name.slice(0, 4)),
      name,
      script: readFileSync(new URL(name, folder), 'utf8'),
    }));
}

/** False when another runner has done it. */
async function run(db: Database, migration: Migration): Promise<boolean> {
  try {
    return await db.transaction(async (tx) => {
      await tx.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
      // Recorded first, so that a second runner that waited for the lock finds it and does nothing.
      const recorded = await tx.query(
        'insert into migrations (version, name) values ($1, $2) on conflict do nothing returning version',
        [migration.version, migration.name],
      );
      if (recorded.length > 0) await tx.exec(migration.script);
      return recorded.length > 0;
    });
  } catch (error) {
    if (sqlStateOf(error) !== sqlStates.insufficientPrivilege || !String(error).includes('extension'))
      throw error;
    throw new TrellisError(
      'database.no_vector',
      'The database user may not create the pgvector extension: let an administrator run CREATE EXTENSION vector in this database.',
      { mender: 'operator', cause: error },
    );
  }
}

async function createRecord(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await tx.exec(
      'create table if not exists migrations (version int primary key, name text not null, ran_at timestamptz not null default now())',
    );
  });
}
