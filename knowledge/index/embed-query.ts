import type { Queryable } from '../../db/connection.ts';
import { countTerms } from '../lexical/bm25.ts';
import { queryTerms } from '../lexical/terms.ts';
import { foldIn } from '../vectors/lsa/model.ts';
import type { RemoteEmbedder } from '../vectors/remote.ts';
import type { Generation } from './generation.ts';
import { ownModel } from './own-models.ts';

/** Where a query falls among the vectors of a generation; without a vector, why its words alone must do. */
export type QueryVector = { vector: Float32Array } | { vector?: never; without: WithoutVector };
/** No model in use; no word the model knows; the endpoint is late, at fault, or another than the settings name. */
export type WithoutVector =
  | 'no_model'
  | 'unknown_words'
  | 'endpoint_late'
  | 'endpoint_fault'
  | 'other_endpoint';

export interface EmbedQueryOptions {
  remote?: RemoteEmbedder | undefined;
  /** How long (ms) a query waits for the endpoint. */
  patienceMs?: number;
}

/** Places a query. Never throws for what an endpoint does; a search goes on without it. */
export async function embedQuery(
  db: Pick<Queryable, 'query'>,
  generation: Generation,
  words: string,
  { remote, patienceMs = 1_000 }: EmbedQueryOptions = {},
): Promise<QueryVector> {
  if (generation.embedder?.kind === 'endpoint') {
    if (remote?.name !== generation.embedder.model) return { without: 'other_endpoint' };
    return askEndpoint(generation, words, remote, patienceMs);
  }
  const model = await ownModel(db, generation);
  if (model === undefined) return { without: 'no_model' };
  const vector = foldIn(model, countTerms(queryTerms(words).flatMap(({ terms }) => terms)));
  return vector ? { vector } : { without: 'unknown_words' };
}

/** The last queries of each endpoint: the next page and the same question need not ask again. */
const asked = new WeakMap<RemoteEmbedder, Map<string, Float32Array>>();
const mostAsked = 500;

async function askEndpoint(
  generation: Generation,
  words: string,
  remote: RemoteEmbedder,
  patienceMs: number,
): Promise<QueryVector> {
  const known = asked.get(remote) ?? new Map<string, Float32Array>();
  asked.set(remote, known);
  let vector = known.get(words);
  if (vector?.length !== generation.dimensions) {
    const signal = AbortSignal.timeout(patienceMs);
    try {
      [vector] = await remote.embed([words], { signal, retries: 0 });
    } catch {
      return { without: signal.aborted ? 'endpoint_late' : 'endpoint_fault' };
    }
  }
  if (vector === undefined || vector.length !== generation.dimensions) return { without: 'endpoint_fault' };
  known.delete(words);
  known.set(words, vector);
  if (known.size > mostAsked) known.delete(known.keys().next().value as string);
  return { vector };
}
