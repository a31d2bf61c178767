import type { Database } from '../../db/connection.ts';
import { embedQuery } from '../../knowledge/index/embed-query.ts';
import { currentGeneration, type Generation } from '../../knowledge/index/generation.ts';
import { createLibrary, type Library } from '../../knowledge/library.ts';
import { searchPassages } from '../../knowledge/search/search.ts';
import type { LibraryFilter } from '../../knowledge/types.ts';
import { onServer } from '../databases.ts';
import { mean } from './ndcg.ts';
import { syntheticItems, syntheticQuery } from './synthetic.ts';
import { withTypos } from './typos.ts';

const queries = 60;

interface Spread {
  p50: number;
  p95: number;
}

export interface Speed {
  passages: number;
  /** Passages indexed per second while they are added. */
  added: number;
  /** Seconds that training the model, placing every passage and building the index of vectors took. */
  trained: number;
  /** Milliseconds of a search for ten passages. */
  search: Spread;
  mistyped: Spread;
  /** With a filter that leaves a fifth, and a hundredth. */
  fifth: Spread;
  hundredth: Spread;
  /** The share of the ten nearest vectors that the index finds. */
  recall: number;
  /** The share of the ten passages that a search would give if it looked at every vector. */
  recallOfSearch: number;
}

/** How long searching takes in a library of so many passages on the server. */
export async function measureSpeed(
  serverUrl: string,
  { passages, progress }: { passages: number; progress: (line: string) => void },
): Promise<Speed> {
  const target = await onServer(serverUrl);
  const { db } = target;
  try {
    const library = createLibrary(db);
    progress(`library: ${passages} passages`);
    const added = await fill(library, passages);
    progress('library: training the model of meaning');
    const begin = performance.now();
    await library.tend();
    const trained = (performance.now() - begin) / 1000;
    await db.exec('vacuum analyze');
    const timed = (query: (n: number) => string, where: LibraryFilter = {}) => spread(library, query, where);
    return {
      passages,
      added,
      trained,
      search: await timed(syntheticQuery),
      mistyped: await timed((n) => withTypos(syntheticQuery(n), n)),
      fifth: await timed(syntheticQuery, { industry: 'healthcare' }),
      hundredth: await timed(syntheticQuery, { role: 'economic' }),
      recall: await recallOfIndex(db),
      recallOfSearch: await recallOfSearch(db),
    };
  } finally {
    await target.remove();
  }
}

async function fill(library: Library, passages: number): Promise<number> {
  const begin = performance.now();
  let batch = [];
  for (const item of syntheticItems(passages)) {
    batch.push(item);
    if (batch.length < 100) continue;
    await library.add(batch, { now: Date.now(), mayApprove: false });
    batch = [];
  }
  if (batch.length > 0) await library.add(batch, { now: Date.now(), mayApprove: false });
  return (passages / (performance.now() - begin)) * 1000;
}

async function spread(library: Library, query: (n: number) => string, where: LibraryFilter): Promise<Spread> {
  const taken: number[] = [];
  for (let n = -5; n < queries; n++) {
    const begin = performance.now();
    await library.search(query(n), { where });
    // The first few find cold caches.
    if (n >= 0) taken.push(performance.now() - begin);
  }
  taken.sort((a, b) => a - b);
  const at = (share: number) => taken[Math.floor(share * (taken.length - 1))] as number;
  return { p50: at(0.5), p95: at(0.95) };
}

/** The ten nearest by the index against the ten nearest of all. */
async function recallOfIndex(db: Database): Promise<number> {
  const generation = await currentGeneration(db);
  if (!generation?.dimensions) return Number.NaN;
  const { id, dimensions } = generation;
  const nearest = async (vector: string, exact: boolean) => {
    const nearness = `vector::halfvec(${dimensions}) <=> $1::halfvec(${dimensions})`;
    return db.transaction(async (tx) => {
      await tx.exec('set local hnsw.ef_search = 1000');
      const rows = await tx.query<{ item: string; ordinal: number }>(
        `select item, ordinal from index_entries where generation = ${id} and vector is not null
         order by ${exact ? `(${nearness}) + 0` : nearness} limit 10`,
        [vector],
      );
      return rows.map((row) => `${row.item} ${row.ordinal}`);
    });
  };
  const shares: number[] = [];
  for (let n = 0; n < queries; n++) {
    const { vector } = await embedQuery(db, generation, syntheticQuery(n));
    if (vector === undefined) continue;
    const found = new Set(await nearest(`[${vector.join(',')}]`, false));
    const all = await nearest(`[${vector.join(',')}]`, true);
    shares.push(all.filter((key) => found.has(key)).length / all.length);
  }
  return mean(shares);
}

/** What a search gives by the index against what it gives by every vector. */
async function recallOfSearch(db: Database): Promise<number> {
  const embed = async (generation: Generation, words: string) =>
    (await embedQuery(db, generation, words)).vector;
  const find = async (words: string, exactUpTo?: number) => {
    const hits = await searchPassages(db, words, {
      limit: 10,
      where: {},
      now: 0,
      embed,
      ...(exactUpTo && { exactUpTo }),
    });
    return hits.map(({ item, passage }) => `${item.id} ${passage.ordinal}`);
  };
  const shares: number[] = [];
  for (let n = 0; n < queries; n++) {
    const found = new Set(await find(syntheticQuery(n)));
    const all = await find(syntheticQuery(n), Number.POSITIVE_INFINITY);
    shares.push(all.filter((key) => found.has(key)).length / all.length);
  }
  return mean(shares);
}
