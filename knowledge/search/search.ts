import type { Database } from '../../db/connection.ts';
import { currentGeneration, type Generation } from '../index/generation.ts';
import { filterSql } from '../items/filter/filter-sql.ts';
import type { Hit, LibraryFilter } from '../types.ts';
import { readQuery } from './read-query.ts';
import { reranked, rerankHits } from './rerank.ts';
import type { Reranker } from './reranker.ts';
import { countUnder } from './sql/count-under.ts';
import { findPassages, type PassageRow } from './sql/find-passages.ts';

const longestQuery = 10_000;
/** The share of meaning in the score: vectors of our own know less than those of a language model. */
const shareOf = { lsa: 0.4, endpoint: 0.45 } as const;
/** Up to so many, looking at each vector is as quick as the index. */
const fewPassages = 20_000;
/** As wide as it goes, which takes ten milliseconds and finds more; and it goes on when a filter takes some away. */
const indexSettings = `set local hnsw.ef_search = 1000; set local hnsw.iterative_scan = 'relaxed_order'; set local hnsw.max_scan_tuples = 200000`;

export interface SearchOptions {
  limit: number;
  where: LibraryFilter;
  now: number;
  /** Where the query falls among the vectors of a generation; undefined when its words alone must do. */
  embed?: (generation: Generation, words: string) => Promise<Float32Array | undefined>;
  rerank?: Reranker | undefined;
  /** Up to so many passages, every vector is looked at instead of an index over them. */
  exactUpTo?: number;
}

/**
 * The best passages for words, best first; with a reranker, in its order.
 */
export async function searchPassages(db: Database, words: string, options: SearchOptions): Promise<Hit[]> {
  const limit = Math.max(1, Math.min(options.limit, 100));
  const text = words.slice(0, longestQuery);
  if (options.rerank === undefined) return rankPassages(db, text, { ...options, limit });
  const hits = await rankPassages(db, text, { ...options, limit: Math.max(limit, reranked) });
  return (await rerankHits(options.rerank, text, hits)).slice(0, limit);
}

/**
 * Ranks passages by words (BM25, mistyped ones included) and by meaning (vectors) together. A narrow filter never
 * returns too few: it stands within both searches, and what it leaves is looked at whole where that is little.
 */
async function rankPassages(db: Database, text: string, options: SearchOptions): Promise<Hit[]> {
  const filter = filterSql(options.where, { taken: 5, now: options.now });
  const generation = await currentGeneration(db);
  if (generation === undefined) return [];
  const { lexical, grams, alike } = await readQuery(db, generation, text);
  // An endpoint reads mistyped words itself; our own model knows whole words alone.
  const meant = generation.embedder?.kind === 'endpoint' ? text : [text, ...alike].join(' ');
  const meaning = await options.embed?.(generation, meant);
  if (lexical === undefined && meaning === undefined) return [];
  const query = {
    generation: generation.id,
    lexical,
    grams,
    meaning,
    share: meaning === undefined ? 0 : shareOf[generation.embedder?.kind ?? 'lsa'],
    limit: options.limit,
  };
  const { exactUpTo = fewPassages } = options;
  const isSmall = meaning === undefined || (await countLeft(db, generation, options)) <= exactUpTo;
  if (isSmall) return (await findPassages(db, { ...query, exact: true }, filter)).map(toHit);
  return db.transaction(async (tx) => {
    await tx.exec(indexSettings);
    return (await findPassages(tx, { ...query, exact: false }, filter)).map(toHit);
  });
}

/** About how many passages the filter leaves; exactly counting them would take as long as searching them. */
async function countLeft(
  db: Database,
  { passages }: Generation,
  { where, now }: SearchOptions,
): Promise<number> {
  const filter = passages <= fewPassages ? undefined : filterSql(where, { taken: 0, now });
  return filter ? countUnder(db, filter, passages) : passages;
}

function toHit(row: PassageRow): Hit {
  const { title, kind, stages, industries } = row.facets;
  const { item: id, version, summary, cta, approved, ordinal, heading, text, start, end, page } = row;
  return {
    item: { id, version, title, kind, stages, industries, summary, ...(cta && { cta }), approved },
    passage: { ordinal, heading, text, start, end, ...(page !== null && { page }) },
    score: row.score,
    parts: { words: row.words, grams: row.grams, meaning: row.meaning },
  };
}
