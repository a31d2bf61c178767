import type { Queryable } from '../../../db/connection.ts';

/**
 * Asks what is asked again only once: parts of a dashboard need the same counts. For a transaction that only reads one
 * moment. Rows are shared, so nobody may change them.
 */
export function readOnce(tx: Queryable): Queryable {
  const asked = new Map<string, Promise<unknown[]>>();
  return {
    ...tx,
    query<R>(sql: string, params?: unknown[], name?: string) {
      const key = JSON.stringify([sql, params]);
      const rows = asked.get(key) ?? tx.query<R>(sql, params, name);
      asked.set(key, rows);
      return rows as Promise<R[]>;
    },
  };
}
