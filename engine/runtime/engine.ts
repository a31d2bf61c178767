import type { Engine, EngineOptions } from './types.ts';

export type * from './types.ts';

/** The runtime over a migrated database. Holds no state but caches: any number of them may run at once. */
export function createEngine(options: EngineOptions): Engine {
  void options;
  throw new Error('being written');
}
