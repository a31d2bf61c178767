import type { Database } from './connection.ts';
import { openPglite } from './open-pglite.ts';
import { openPostgres } from './open-postgres.ts';

/**
 * Opens the database: the server named by `databaseUrl`, or the embedded one in the folder `home` (created when
 * missing; `memory:` keeps it in memory). Throws `database.unreachable`, `database.auth`, `database.unknown`,
 * `database.too_old`, `database.no_vector` or, embedded, `database.in_use`. Run `migrate` next.
 */
export function openDatabase(options: { home: string; databaseUrl?: string }): Promise<Database> {
  return options.databaseUrl ? openPostgres(options.databaseUrl) : openPglite(options.home);
}
