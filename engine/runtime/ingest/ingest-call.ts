import type { IngestResult } from '../types.ts';
import type { NormalEvent } from './normalise.ts';

/** What became of one event. */
export type EventOutcome = 'accepted' | 'duplicate' | 'pending' | 'parked' | { refused: string };

/** One call of `ingest`, whose events may go through several batches and share them with others'. */
export interface IngestCall {
  events: readonly NormalEvent[];
  /** How many were handed on. */
  taken: number;
  /** How many have their outcome. */
  settled: number;
  result: IngestResult;
  resolve(result: IngestResult): void;
  reject(error: unknown): void;
}

/** Counts an outcome; with the last one the call is answered. */
export function settleCall(call: IngestCall, event: NormalEvent, outcome: EventOutcome): void {
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
