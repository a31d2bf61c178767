import type { Database } from '../db/connection.ts';
import type { Changes } from '../engine/runtime/changes/types.ts';
import type { Engine } from '../engine/runtime/engine.ts';
import type { Library } from '../knowledge/library.ts';

/** What tools may use. None of it can approve: `changes` is narrowed to filing and reading. */
export interface Services {
  db: Database;
  engine: Pick<Engine, 'program' | 'halt' | 'halts'>;
  library: Library;
  changes: Pick<Changes, 'propose' | 'list' | 'get'>;
  /** Where a person settles a change: `<public url>/changes/<id>`. */
  changeUrl(id: string): string;
}
