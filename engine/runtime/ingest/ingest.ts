import { AsyncLocalStorage } from 'node:async_hooks';
import type { Database } from '../../../db/connection.ts';
import { TrellisError } from '../../../db/errors.ts';
import type { BatchSettings } from '../batch.ts';
import { halveRefused } from '../halve-refused.ts';
import { retryRaces } from '../retry-races.ts';
import type { IncomingEvent, IngestOptions, IngestResult } from '../types.ts';
import { ingestBatch } from './ingest-batch.ts';
import type { EventOutcome } from './ingest-call.ts';
import { createIngestQueue } from './ingest-queue.ts';
import { type NormalEvent, normaliseEvent } from './normalise.ts';

const outside = AsyncLocalStorage.snapshot();

export type Ingest = (events: readonly IncomingEvent[], options?: IngestOptions) => Promise<IngestResult>;

/** Throws `event.invalid` before anything is written. */
export function createIngest(db: Database, settings: BatchSettings): Ingest {
  // On a server the next batch is looked up and locked while this one is decided and saved; PGlite has one session.
  const depth = db.kind === 'postgres' ? 2 : 1;
  // A batch is begun from within the one before, but is no part of its transaction.
  const enqueue = createIngestQueue({ batchSize: settings.batchSize, depth }, (events, onLocked) =>
    outside(() => ingestOrRefuse(db, settings, events, onLocked)),
  );
  return async (events, options = {}) => {
    const normal = events.map((event) => normaliseEvent(event, options));
    assertValid(normal);
    return enqueue(normal);
  };
}

/** The event that the database refuses is told of; the others of its batch are saved. */
function ingestOrRefuse(
  db: Database,
  settings: BatchSettings,
  events: readonly NormalEvent[],
  onLocked: () => void,
): Promise<readonly EventOutcome[]> {
  return halveRefused(
    events,
    (some) => {
      // Halves come one after the other: only the whole batch may let the next one begin early.
      const told = some === events ? onLocked : undefined;
      return retryRaces(() => db.transaction((tx) => ingestBatch(tx, settings, some, told)));
    },
    async ({ messageId }, reason) => {
      settings.log('The database refused an event.', { messageId, reason });
      return { refused: reason };
    },
  );
}

function assertValid(events: readonly NormalEvent[]): void {
  const faults = events.flatMap((event, n) => {
    const at = (message: string) => [{ path: `${n}`, message }];
    if (event.messageId === '') return at('an event needs a message id');
    if (event.name === '') return at('an event needs a name');
    if (event.identities.length === 0) return at('an event needs a user id, an email or an anonymous id');
    // The future is brought back to now when the event is decided; before 1970 is no instant of ours.
    if (!Number.isSafeInteger(event.occurredAt) || event.occurredAt < 0)
      return at('an event needs the instant it occurred at, from 1970 on');
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
