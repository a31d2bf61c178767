import type { Database } from '../../db/connection.ts';
import type { RemoteEmbedder } from '../vectors/remote.ts';
import { embedQuery } from './embed-query.ts';
import type { Generation } from './generation.ts';

export interface QueryEmbedderOptions {
  remote: RemoteEmbedder | undefined;
  clock: () => number;
  log: (line: string, details: Readonly<Record<string, unknown>>) => void;
}

/** Of searches that follow each other one is enough. */
const logEveryMs = 60_000;

/** Places queries for search, and tells the operator when an endpoint makes searches do without. */
export function createQueryEmbedder(db: Database, { remote, clock, log }: QueryEmbedderOptions) {
  let loggedAt = Number.NEGATIVE_INFINITY;
  return async (generation: Generation, words: string): Promise<Float32Array | undefined> => {
    const placed = await embedQuery(db, generation, words, { remote });
    if (placed.vector) return placed.vector;
    const isFault = placed.without === 'endpoint_late' || placed.without === 'endpoint_fault';
    if (isFault && Math.abs(clock() - loggedAt) >= logEveryMs) {
      loggedAt = clock();
      log('the library was searched by words alone: the embedding endpoint was late or at fault', {
        without: placed.without,
      });
    }
    return undefined;
  };
}
