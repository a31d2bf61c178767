import { setTimeout as wait } from 'node:timers/promises';
import { isAway } from '../../../db/sqlstates.ts';

/** Between two attempts (ms), about a minute in all: a server that restarts, or hands over to another, is back by then. */
const pauses = [50, 100, 200, 400, 800, 1600, 3000, ...Array.from({ length: 11 }, () => 5000)];

/**
 * Runs a transaction again while the database is away. A commit whose answer was lost may have happened: the
 * transaction must do nothing the second time.
 */
export async function outlast<T>(attempt: () => Promise<T>): Promise<T> {
  for (const pause of pauses) {
    try {
      return await attempt();
    } catch (error) {
      if (!isAway(error)) throw error;
    }
    await wait(pause);
  }
  return attempt();
}
