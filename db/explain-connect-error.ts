import { TrellisError } from './errors.ts';
import { sqlStateOf, sqlStates } from './sqlstates.ts';

const unreachable = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ECONNRESET',
]);

/** Where a database is, without its password: `host:port/database`. */
export function placeOf(databaseUrl: string): string {
  try {
    const url = new URL(databaseUrl);
    return `${url.hostname || 'localhost'}:${url.port || '5432'}${url.pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}

/**
 * Turns what the driver throws at connecting into one line that says what to do: `database.unreachable`,
 * `database.auth`, `database.unknown`. Anything else is returned as it is.
 */
export function explainConnectError(error: unknown, databaseUrl: string): unknown {
  const place = placeOf(databaseUrl);
  const code = sqlStateOf(error) ?? firstNested(error);
  const options = { mender: 'operator', cause: error } as const;
  if (code === sqlStates.invalidPassword || code === sqlStates.invalidAuthorization) {
    return new TrellisError(
      'database.auth',
      `The database at ${place} refused the user or password: correct them in DATABASE_URL.`,
      options,
    );
  }
  if (code === sqlStates.unknownDatabase) {
    return new TrellisError(
      'database.unknown',
      `There is no such database at ${place}: create it (createdb) or correct its name in DATABASE_URL.`,
      options,
    );
  }
  const message = error instanceof Error ? error.message : '';
  if ((code && unreachable.has(code)) || /timeout|terminated unexpectedly/i.test(message)) {
    return new TrellisError(
      'database.unreachable',
      `Nothing answers at ${place}: start PostgreSQL there or correct DATABASE_URL.`,
      options,
    );
  }
  return error;
}

/** Node reports a host with several addresses as an AggregateError. */
function firstNested(error: unknown): string | undefined {
  return error instanceof AggregateError ? sqlStateOf(error.errors[0]) : undefined;
}
