import type { Database } from '../../db/connection.ts';

/** A database that a process loses from one moment to the next, as when it is killed: nothing is written or read any more. */
export function killable(db: Database): { db: Database; kill(): void } {
  let dead = false;
  const alive = async () => {
    if (dead) throw new Error('the process is dead');
  };
  return {
    db: {
      ...db,
      query: async (...args) => {
        await alive();
        return db.query(...args);
      },
      transaction: async (body) => {
        await alive();
        return db.transaction(async (tx) => {
          const result = await body(tx);
          await alive();
          return result;
        });
      },
    },
    kill: () => {
      dead = true;
    },
  };
}
