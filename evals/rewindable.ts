import type { Database, Tx } from '../db/connection.ts';
import { kyselyOver } from '../db/kysely-over.ts';
import { createNestingGuard } from '../db/nesting-guard.ts';
import { runBody } from '../db/run-body.ts';

export interface Rewindable extends Database {
  /** Runs the body and takes back everything that it wrote, whether it resolves or rejects. One at a time. */
  rewound<T>(body: () => Promise<T>): Promise<T>;
}

/**
 * A database whose work can be taken back: within `rewound` one transaction is open, and what believes to begin one of
 * its own gets a savepoint. The same code as ever runs on it.
 */
export function rewindable(db: Database): Rewindable {
  let outer: Tx | undefined;
  const guard = createNestingGuard();
  let last: Promise<unknown> = Promise.resolve();
  /** One session does one thing at a time; whatever fails, the outer transaction goes on. */
  const apart = <T>(tx: Tx, work: () => Promise<T>): Promise<T> => {
    const done = last.then(async () => {
      await tx.exec('savepoint apart');
      try {
        const result = await work();
        await tx.exec('release savepoint apart');
        return result;
      } catch (error) {
        await tx.exec('rollback to savepoint apart; release savepoint apart');
        throw error;
      }
    });
    last = done.catch(() => undefined);
    return done;
  };
  const query = <R>(sql: string, params?: unknown[], name?: string): Promise<R[]> => {
    guard.check();
    const tx = outer;
    return tx ? apart(tx, () => tx.query<R>(sql, params, name)) : db.query<R>(sql, params, name);
  };
  return {
    kind: db.kind,
    query,
    kysely: kyselyOver({ query }),
    exec(script) {
      guard.check();
      const tx = outer;
      return tx ? apart(tx, () => tx.exec(script)) : db.exec(script);
    },
    transaction(body) {
      guard.check();
      const tx = outer;
      return tx ? apart(tx, () => guard.run(() => runBody(body, tx))) : db.transaction(body);
    },
    close: () => db.close(),
    async rewound(body) {
      const done = new Taken();
      const result = await db
        .transaction(async (tx) => {
          // The strictest that anything asks for: a savepoint cannot ask for more than its transaction has.
          await tx.exec('set transaction isolation level repeatable read');
          outer = tx;
          try {
            done.back = await body();
          } finally {
            outer = undefined;
          }
          throw done;
        })
        .catch((error: unknown) => {
          if (error !== done) throw error;
          return done.back;
        });
      return result as Awaited<ReturnType<typeof body>>;
    },
  };
}

/** Thrown to roll back a body that went well. */
class Taken extends Error {
  back: unknown;
}
