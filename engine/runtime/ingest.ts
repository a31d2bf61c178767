import { AsyncLocalStorage } from 'node:async_hooks';
import type { Database } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import { sqlStateOf, sqlStates } from '../../db/sqlstates.ts';
import type { BatchSettings } from './batch.ts';
import { ingestBatch } from './ingest-batch.ts';
import { createIngestQueue, type EventOutcome } from './ingest-queue.ts';
import { LostRace } from './lost-race.ts';
import { type NormalEvent, normaliseEvent } from './normalise.ts';
import type { IncomingEvent, IngestOptions, IngestResult } from './types.ts';

/** Another batch won a race: what it wrote is seen by the next attempt. */
const mostAttempts = 8;

const outside = AsyncLocalStorage.snapshot();

export type Ingest = (events: readonly IncomingEvent[], options?: IngestOptions) => Promise<IngestResult>;

/** Throws `event.invalid` before anything is written. */
export function createIngest(db: Database, settings: BatchSettings): Ingest {
  // On a server the next batch is looked up and locked while this one is decided and saved; PGlite has one session.
  const depth = db.kind === 'postgres' ? 2 : 1;
  // A batch is begun from within the one before, but is no part of its transaction.
  const enqueue = createIngestQueue({ batchSize: settings.batchSize, depth }, (events, onLocked) =>
    outside(() => ingestOrBisect(db, settings, events, onLocked)),
  );
  return async (events, options = {}) => {
    const normal = events.map((event) => normaliseEvent(event, options));
    assertValid(normal);
    return enqueue(normal);
  };
}

/** A batch that the database refuses is halved until the event it refuses stands alone; the others are saved. */
async function ingestOrBisect(
  db: Database,
  settings: BatchSettings,
  events: readonly NormalEvent[],
  onLocked?: () => void,
): Promise<EventOutcome[]> {
  try {
    return await retryingRaces(() => db.transaction((tx) => ingestBatch(tx, settings, events, onLocked)));
  } catch (error) {
    if (!isDataError(error)) throw error;
    if (events.length > 1) {
      const half = Math.ceil(events.length / 2);
      const first = await ingestOrBisect(db, settings, events.slice(0, half));
      return first.concat(await ingestOrBisect(db, settings, events.slice(half)));
    }
    const reason = error instanceof Error ? error.message : String(error);
    settings.log('The database refused an event.', { messageId: events[0]?.messageId, reason });
    return [{ refused: reason }];
  }
}

async function retryingRaces<T>(attempt: () => Promise<T>): Promise<T> {
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

/** SQLSTATE classes that blame the values: cardinality and data exceptions, constraints, program limits. */
function isDataError(error: unknown): boolean {
  return /^(21|22|23|54)/.test(sqlStateOf(error) ?? '');
}

function assertValid(events: readonly NormalEvent[]): void {
  const faults = events.flatMap((event, n) => {
    const at = (message: string) => [{ path: `${n}`, message }];
    if (event.messageId === '') return at('an event needs a message id');
    if (event.name === '') return at('an event needs a name');
    if (event.identities.length === 0) return at('an event needs a user id, an email or an anonymous id');
    if (!Number.isSafeInteger(event.occurredAt)) return at('an event needs the instant it occurred at');
    return [];
  });
  if (faults.length === 0) return;
  throw new TrellisError(
    'event.invalid',
    `${faults.length} of ${events.length} events cannot be taken: ${faults[0]?.message}.`,
    {
      faults,
    },
  );
}
