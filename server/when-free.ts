import { setTimeout as wait } from 'node:timers/promises';
import { TrellisError } from '../db/errors.ts';

/** Commands and editors have the embedded database for moments only; wait this long (ms) for them. */
const patienceMs = 15_000;

/** Opens what needs the embedded database, waiting while another process has it. `between` may end the wait by a result. */
export async function whenFree<T>(
  open: () => Promise<T>,
  between?: () => Promise<T | undefined>,
): Promise<T> {
  for (const since = Date.now(); ; await wait(200)) {
    const instead = await between?.();
    if (instead !== undefined) return instead;
    try {
      return await open();
    } catch (error) {
      const busy = error instanceof TrellisError && error.code === 'database.in_use';
      if (!busy || Date.now() - since > patienceMs) throw error;
    }
  }
}
