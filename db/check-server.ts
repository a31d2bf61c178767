import type { Queryable } from './connection.ts';
import { TrellisError } from './errors.ts';

/**
 * Refuses a server that cannot run Trellis: `database.too_old` below PostgreSQL 16, `database.no_vector` when
 * pgvector is not installed on it. One line each that says what to do.
 */
export async function checkServer(db: Pick<Queryable, 'query'>): Promise<void> {
  const [row] = await db.query<{ version: number; shown: string; vector: boolean }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_version') as shown,
       exists (select from pg_available_extensions where name = 'vector') as vector`,
  );
  if (!row)
    throw new TrellisError('database.silent', 'The database gave no answer about its version.', {
      mender: 'us',
    });
  if (row.version < 160_000) {
    throw new TrellisError(
      'database.too_old',
      `The server runs PostgreSQL ${row.shown}; Trellis needs 16 or newer: upgrade it or name another server in DATABASE_URL.`,
      { mender: 'operator' },
    );
  }
  if (!row.vector) {
    throw new TrellisError(
      'database.no_vector',
      'The server lacks the pgvector extension: install it (Debian: apt install postgresql-17-pgvector) and start again.',
      { mender: 'operator' },
    );
  }
}
