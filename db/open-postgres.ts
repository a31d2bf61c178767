import pg from 'pg';
import { checkServer } from './check-server.ts';
import type { Database, Queryable } from './connection.ts';
import { explainConnectError } from './explain-connect-error.ts';
import { kyselyOver } from './kysely-over.ts';
import { createNestingGuard } from './nesting-guard.ts';
import { runBody } from './run-body.ts';
import { parsers } from './values.ts';

/** A pool on a PostgreSQL server (16 or newer, with pgvector). */
export async function openPostgres(databaseUrl: string): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 10,
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser },
    // Instants are read as text, so the session must speak UTC; our statements are too short to be worth compiling.
    onConnect: async (client) => {
      await client.query(`set timezone to 'UTC'; set jit to off`);
    },
  });
  // An idle connection that breaks is replaced by the next query; without a listener it would end the process.
  pool.on('error', () => {});
  const db = overPool(pool, databaseUrl);
  try {
    await checkServer(db);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return db;
}

function getTypeParser(oid: number, format?: string) {
  const own = format === 'binary' ? undefined : parsers[oid];
  return own ?? pg.types.getTypeParser(oid, format as 'text');
}

function overPool(pool: pg.Pool, databaseUrl: string): Database {
  const guard = createNestingGuard();
  const connect = async () => {
    guard.check();
    try {
      return await pool.connect();
    } catch (error) {
      throw explainConnectError(error, databaseUrl);
    }
  };
  const onClient = (client: pg.PoolClient) => ({
    query: async <R>(text: string, values?: unknown[], name?: string): Promise<R[]> =>
      (await client.query({ text, values, name })).rows as R[],
    exec: async (script: string) => void (await client.query(script)),
  });
  const withClient = async <T>(body: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await connect();
    let broken = false;
    const onError = () => {
      broken = true;
    };
    client.on('error', onError);
    try {
      return await body(client);
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  };
  const outside: Pick<Queryable, 'query'> = {
    query: (sql, params, name) => withClient((client) => onClient(client).query(sql, params, name)),
  };
  return {
    kind: 'postgres',
    query: outside.query,
    kysely: kyselyOver(outside),
    transaction: (body) =>
      withClient((client) =>
        guard.run(async () => {
          await client.query('begin');
          try {
            const inside = onClient(client);
            const result = await runBody(body, { ...inside, kysely: kyselyOver(inside) });
            await client.query('commit');
            return result;
          } catch (error) {
            await client.query('rollback').catch(() => {});
            throw error;
          }
        }),
      ),
    exec: (script) => withClient((client) => onClient(client).exec(script)),
    close: () => pool.end(),
  };
}
