import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { Queryable } from './connection.ts';
import type { Schema } from './schema.ts';

/**
 * Kysely over our own query function, so that typed queries see the same normalised values on both databases and
 * run inside the transaction they were made for. It begins no transactions: `Database.transaction` does.
 */
export function kyselyOver(queryable: Pick<Queryable, 'query'>): Kysely<Schema> {
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      return { rows: await queryable.query<R>(query.sql, [...query.parameters]) };
    },
    // biome-ignore lint/correctness/useYield: the interface asks for a generator; we never stream through Kysely.
    async *streamQuery() {
      throw new Error('Kysely does not stream here: read in pages.');
    },
  };
  const noTransactions = async (): Promise<never> => {
    throw new Error('Begin transactions with Database.transaction, then use its kysely.');
  };
  const dialect: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createDriver: () => ({
      init: async () => {},
      acquireConnection: async () => connection,
      releaseConnection: async () => {},
      beginTransaction: noTransactions,
      commitTransaction: noTransactions,
      rollbackTransaction: noTransactions,
      destroy: async () => {},
    }),
  };
  return new Kysely<Schema>({ dialect });
}
