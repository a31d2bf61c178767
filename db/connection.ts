import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** Anything that runs SQL: a database or a transaction on it. */
export interface Queryable {
  /**
   * Runs one statement with `$1`-style parameters and gives its rows. Values are the same on both databases:
   * bigint, numeric and count as number, timestamptz as milliseconds since 1970, json and jsonb parsed.
   * Parameters: JSON as text (cast it in SQL), instants as Date or as `to_timestamp($1::float8 / 1000)`.
   * `name` keeps the statement prepared on the server; give it to fixed statements that run often.
   */
  query<R>(sql: string, params?: unknown[], name?: string): Promise<R[]>;
  /** Runs a script of several statements without parameters. */
  exec(script: string): Promise<void>;
  /** Typed queries; they see what `query` sees. */
  readonly kysely: Kysely<Schema>;
}

/** One transaction. Valid until the body that got it has settled. */
export interface Tx extends Queryable {
  /**
   * Runs `work` on this transaction when its body is done, right before the commit; when it rejects, all is rolled
   * back. For what takes a lock that many want, and must not hold it while the body waits for another.
   */
  beforeCommit(work: () => Promise<void>): void;
}

export interface Database extends Queryable {
  readonly kind: 'pglite' | 'postgres';
  /** Commits when the body resolves, rolls back when it rejects. Inside, only the given `tx` may be used. */
  transaction<T>(body: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
