import type { IngestResult } from '../types.ts';
import { type EventOutcome, type IngestCall, settleCall } from './ingest-call.ts';
import type { NormalEvent } from './normalise.ts';

/** Decides and saves one batch; calls `onLocked` as soon as a batch that begins then comes after it. */
export type RunBatch = (
  events: readonly NormalEvent[],
  onLocked: () => void,
) => Promise<readonly EventOutcome[]>;

interface Waiting {
  call: IngestCall;
  event: NormalEvent;
}

/** Calls with at most this many events go before those with more: a visitor does not wait for an import. */
const smallCall = 50;

/**
 * What arrives while batches are under way shares the next one: a single event that finds the engine idle is decided
 * at once, and many single events cost little more than one batch of them. At most `depth` batches are under way,
 * each begun when the one before holds its locks; events of an identity that is under way wait, so that a lead's
 * events are decided in order of arrival without going through the inbox.
 */
export function createIngestQueue(
  { batchSize, depth }: { batchSize: number; depth: number },
  run: RunBatch,
): (events: readonly NormalEvent[]) => Promise<IngestResult> {
  const small: IngestCall[] = [];
  const large: IngestCall[] = [];
  let deferred: Waiting[] = [];
  /** Identities of each batch under way. */
  const underWay = new Set<ReadonlySet<string>>();
  let starting = false;

  /** The next events: the deferred ones, then in order of arrival within the small and within the large calls. */
  const take = (): Waiting[] => {
    const batch: Waiting[] = [];
    const blocked = new Set<string>();
    const stillDeferred: Waiting[] = [];
    const isBlocked = (key: string) => blocked.has(key) || [...underWay].some((keys) => keys.has(key));
    const add = (waiting: Waiting) => {
      const { identities } = waiting.event;
      if (batch.length < batchSize && !identities.some(({ key }) => isBlocked(key)))
        return void batch.push(waiting);
      for (const { key } of identities) blocked.add(key);
      stillDeferred.push(waiting);
    };
    for (const waiting of deferred) add(waiting);
    for (const calls of [small, large]) {
      for (
        let call = calls[0];
        call && batch.length < batchSize && stillDeferred.length < 4 * batchSize;
        call = calls[0]
      ) {
        const event = call.events[call.taken++];
        if (event) add({ call, event });
        else calls.shift();
      }
    }
    deferred = stillDeferred;
    return batch;
  };

  const advance = () => {
    if (starting || underWay.size >= depth) return;
    const batch = take();
    if (batch.length === 0) return;
    const keys = new Set(batch.flatMap(({ event }) => event.identities.map(({ key }) => key)));
    underWay.add(keys);
    starting = true;
    let isFirst = true;
    const mayBeginNext = () => {
      if (isFirst) starting = false;
      isFirst = false;
      advance();
    };
    const settled = () => {
      underWay.delete(keys);
      mayBeginNext();
    };
    run(
      batch.map(({ event }) => event),
      mayBeginNext,
    ).then(
      (outcomes) => {
        for (const [n, { call, event }] of batch.entries())
          settleCall(call, event, outcomes[n] as EventOutcome);
        settled();
      },
      (error) => {
        // What is left of these calls is not tried: sent again, those events that were saved are duplicates.
        const failed = new Set(batch.map(({ call }) => call));
        for (const call of failed) {
          call.taken = call.events.length;
          call.reject(error);
        }
        deferred = deferred.filter(({ call }) => !failed.has(call));
        settled();
      },
    );
  };

  return (events) =>
    new Promise((resolve, reject) => {
      const result: IngestResult = { accepted: 0, duplicates: 0, pending: 0, parked: 0, refused: [] };
      if (events.length === 0) return resolve(result);
      (events.length <= smallCall ? small : large).push({
        events,
        taken: 0,
        settled: 0,
        result,
        resolve,
        reject,
      });
      advance();
    });
}
