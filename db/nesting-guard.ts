import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Finds a call on the database from inside one of its own transactions. On the embedded database, which has one
 * session, it would wait for ever; on a server it would not see what the transaction wrote.
 */
export function createNestingGuard(): { run<T>(body: () => Promise<T>): Promise<T>; check(): void } {
  const storage = new AsyncLocalStorage<{ open: boolean }>();
  return {
    run(body) {
      const scope = { open: true };
      return storage.run(scope, async () => {
        try {
          return await body();
        } finally {
          scope.open = false;
        }
      });
    },
    check() {
      if (storage.getStore()?.open)
        throw new Error('Inside a transaction use the tx it was given, not the database.');
    },
  };
}
