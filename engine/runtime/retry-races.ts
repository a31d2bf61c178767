import { sqlStateOf, sqlStates } from '../../db/sqlstates.ts';
import { LostRace } from './lost-race.ts';

/** Another transaction won a race: what it wrote is seen by the next attempt. */
const mostAttempts = 8;

/** Runs a whole transaction, again when it lost a race: a deadlock, a serialisation failure or a `LostRace`. */
export async function retryRaces<T>(attempt: () => Promise<T>): Promise<T> {
  for (let n = 1; ; n++) {
    try {
      return await attempt();
    } catch (error) {
      if (n === mostAttempts || !isRace(error)) throw error;
    }
  }
}

function isRace(error: unknown): boolean {
  if (error instanceof LostRace) return true;
  const state = sqlStateOf(error);
  return state === sqlStates.deadlockDetected || state === sqlStates.serializationFailure;
}
