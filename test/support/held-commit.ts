import type { Database, Tx } from '../../db/connection.ts';

/**
 * The same database, on which the first transaction that makes a statement with this in its text or name stays open
 * when it has made all of them, until it is let go.
 */
export function heldCommit(
  db: Database,
  after: string,
): { db: Database; held: Promise<void>; letGo: () => void } {
  const held = Promise.withResolvers<void>();
  const free = Promise.withResolvers<void>();
  let done = false;
  const holding: Database = {
    ...db,
    transaction: (body) =>
      db.transaction(async (tx) => {
        let isIt = false;
        const look = (text = '') => {
          isIt ||= text.includes(after);
        };
        const seen: Tx = {
          ...tx,
          query: (sql, params, name) => {
            look(sql);
            look(name);
            return tx.query(sql, params, name);
          },
          exec: (sql) => {
            look(sql);
            return tx.exec(sql);
          },
        };
        const result = await body(seen);
        if (isIt && !done) {
          done = true;
          held.resolve();
          await free.promise;
        }
        return result;
      }),
  };
  return { db: holding, held: held.promise, letGo: free.resolve };
}

/** Resolves when this is done or waits for a lock that somebody else in the database holds. */
export async function doneOrWaiting(db: Database, work: Promise<unknown>): Promise<void> {
  let isDone = false;
  const done = work.finally(() => {
    isDone = true;
  });
  done.catch(() => {});
  const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  while (!isDone && (await db.query(waiting)).length === 0);
}
