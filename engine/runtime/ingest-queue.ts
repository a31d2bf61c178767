import type { NormalEvent } from './normalise.ts';
import type { IngestResult } from './types.ts';

/** What became of one event. */
export type EventOutcome = 'accepted' | 'duplicate' | 'pending' | 'parked' | { refused: string };

interface Call {
  events: readonly NormalEvent[];
  /** How many were handed to batches. */
  taken: number;
  /** How many have their outcome. */
  settled: number;
  result: IngestResult;
  resolve(result: IngestResult): void;
  reject(error: unknown): void;
}

/** Calls with at most this many events go before those with more: a visitor does not wait for an import. */
const smallCall = 50;

/**
 * One batch at a time; what arrives meanwhile shares the next one. So a single event that finds the engine idle is
 * decided at once, and many single events cost little more than one batch of them.
 */
export function createIngestQueue(
  batchSize: number,
  run: (events: readonly NormalEvent[]) => Promise<readonly EventOutcome[]>,
): (events: readonly NormalEvent[]) => Promise<IngestResult> {
  const small: Call[] = [];
  const large: Call[] = [];
  let running = false;

  const runAll = async () => {
    running = true;
    try {
      for (
        let batch = take(small, large, batchSize);
        batch.length > 0;
        batch = take(small, large, batchSize)
      ) {
        await runBatch(batch, run);
      }
    } finally {
      running = false;
    }
  };

  return (events) =>
    new Promise((resolve, reject) => {
      const result: IngestResult = { accepted: 0, duplicates: 0, pending: 0, parked: 0, refused: [] };
      if (events.length === 0) return resolve(result);
      const call = { events, taken: 0, settled: 0, result, resolve, reject };
      (events.length <= smallCall ? small : large).push(call);
      if (!running) runAll().catch(reject);
    });
}

/** The next events, in order of arrival within the small and within the large calls. */
function take(small: Call[], large: Call[], most: number): { call: Call; event: NormalEvent }[] {
  const batch: { call: Call; event: NormalEvent }[] = [];
  for (const calls of [small, large]) {
    for (let call = calls[0]; call && batch.length < most; call = calls[0]) {
      for (; call.taken < call.events.length && batch.length < most; call.taken++) {
        batch.push({ call, event: call.events[call.taken] as NormalEvent });
      }
      if (call.taken === call.events.length) calls.shift();
    }
  }
  return batch;
}

async function runBatch(
  batch: readonly { call: Call; event: NormalEvent }[],
  run: (events: readonly NormalEvent[]) => Promise<readonly EventOutcome[]>,
): Promise<void> {
  try {
    const outcomes = await run(batch.map(({ event }) => event));
    for (const [n, { call, event }] of batch.entries()) settle(call, event, outcomes[n] as EventOutcome);
  } catch (error) {
    // The events of these calls that are left are not tried: sent again, those that were saved are duplicates.
    for (const { call } of batch) {
      call.taken = call.events.length;
      call.reject(error);
    }
  }
}

function settle(call: Call, event: NormalEvent, outcome: EventOutcome): void {
  const { result } = call;
  if (typeof outcome === 'object') {
    result.refused.push({ messageId: event.messageId, reason: outcome.refused });
  } else if (outcome === 'duplicate') {
    result.duplicates++;
  } else {
    result.accepted++;
    if (outcome !== 'accepted') result[outcome]++;
  }
  if (++call.settled === call.events.length) call.resolve(result);
}
