import type { Queryable } from '../../../db/connection.ts';
import { readState } from '../facts/sql/state.ts';

/**
 * Until when the log is counted in, ms; 0 while it never was. `backlog`: it is being counted from its beginning, so
 * that some of it before that instant may be missing.
 */
export async function readAsOf(db: Queryable): Promise<{ asOf: number; backlog: boolean }> {
  const { asOf, walk } = await readState(db);
  return { asOf: asOf ?? 0, backlog: asOf === undefined || walk?.all === true };
}
