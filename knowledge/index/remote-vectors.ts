import type { Database } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import type { RemoteEmbedder } from '../vectors/remote.ts';
import { vectorText } from '../vectors/unit.ts';
import { indexText } from './analyse.ts';
import { readCached, writeCached } from './sql/cache.ts';
import type { PassageText } from './sql/fill.ts';

/** pgvector's text; null when the endpoint takes other texts and not this one. */
export type RemoteVectors = ReadonlyMap<string, string | null>;

/** Texts in one request, and requests under way at once. */
const textsInRequest = 64;
const requestsAtOnce = 3;
/** How many passages to ask for at a time. */
export const remoteBatch = textsInRequest * requestsAtOnce;
const patienceMs = 60_000;

export interface AskOptions {
  now: number;
  dimensions: number;
  signal?: AbortSignal | undefined;
}

/**
 * Vectors of passages by hash: those made before from the cache, the others from the endpoint, and kept. Throws what
 * `embed` throws, and `embedding.dimensions` when the endpoint serves another model than before.
 */
export async function remoteVectors(
  db: Database,
  remote: RemoteEmbedder,
  passages: readonly PassageText[],
  { now, dimensions, signal }: AskOptions,
): Promise<RemoteVectors> {
  const textOf = new Map(passages.map((p) => [p.hash, indexText(p.title, p.heading, p.text)]));
  const found = new Map<string, string | null>(
    await readCached(db, { model: remote.name, dimensions, hashes: [...textOf.keys()] }),
  );
  const missing = [...textOf].filter(([hash]) => !found.has(hash));
  const requests = Array.from({ length: Math.ceil(missing.length / textsInRequest) }, (_, n) =>
    missing.slice(n * textsInRequest, (n + 1) * textsInRequest),
  );
  const answers = await Promise.all(
    requests.map((request) => embedEach(remote, request, { dimensions, ...(signal && { signal }) })),
  );
  const made = answers.flat();
  const fresh = made.flatMap(([hash, vector]) => (vector === null ? [] : [{ hash, vector }]));
  if (fresh.length > 0) await writeCached(db, remote.name, fresh, now);
  for (const [hash, vector] of made) found.set(hash, vector);
  return found;
}

/** A request that the endpoint refuses for its text is cut in two until the text at fault is found. */
async function embedEach(
  remote: RemoteEmbedder,
  texts: readonly [hash: string, text: string][],
  { dimensions, signal }: { dimensions: number; signal?: AbortSignal },
): Promise<[hash: string, vector: string | null][]> {
  const patience = AbortSignal.timeout(patienceMs);
  try {
    const vectors = await remote.embed(
      texts.map(([, text]) => text),
      { signal: signal ? AbortSignal.any([signal, patience]) : patience },
    );
    const given = vectors[0]?.length;
    if (given !== dimensions) throw otherDimensions(remote.name, given ?? 0, dimensions);
    return texts.map(([hash], i) => [hash, vectorText(vectors[i] as Float32Array)]);
  } catch (error) {
    if (!(error instanceof TrellisError) || error.code !== 'embedding.text') throw error;
    if (texts.length === 1) return texts.map(([hash]) => [hash, null]);
    const half = Math.ceil(texts.length / 2);
    const options = { dimensions, ...(signal && { signal }) };
    const first = await embedEach(remote, texts.slice(0, half), options);
    return [...first, ...(await embedEach(remote, texts.slice(half), options))];
  }
}

function otherDimensions(name: string, given: number, expected: number): TrellisError {
  return new TrellisError(
    'embedding.dimensions',
    `${name} gives ${given} numbers a text where the index has ${expected}: it serves another model than before. Run \`trellis library index --rebuild\` to index with that one, or bring the former back.`,
    { mender: 'operator' },
  );
}
