import { SparseVector } from 'pgvector';

/**
 * BM25 as sparse vectors: the document carries its saturated, length-normalised term weights, the query carries the
 * IDF, and their inner product is the BM25 score. Terms are hashed into the 1e9 dimensions that pgvector's
 * `sparsevec` allows; a collision is as likely as one in ten thousand per query term in a library of 100,000 words.
 */
const DIMENSIONS = 1_000_000_000;
/** pgvector's limit of elements that are not zero. A passage of 1,600 characters has some 250. */
const MAX_ELEMENTS = 16_000;
const K1 = 1.2;
const B = 0.75;

/** FNV-1a over UTF-16 code units, mixed, 0 to 999,999,999. Stored: changing it means building the index again. */
export function hashTerm(term: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < term.length; i++) hash = Math.imul(hash ^ term.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % DIMENSIONS;
}

/** How often each hashed term occurs. */
export function countTerms(terms: readonly string[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const term of terms) {
    const key = hashTerm(term);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** The weights of a document of `length` terms, as pgvector's text. */
export function documentVector(
  counts: ReadonlyMap<number, number>,
  length: number,
  averageLength: number,
): string {
  const norm = K1 * (1 - B + B * (length / Math.max(averageLength, 1)));
  const weights = new Map<number, number>();
  for (const [term, count] of counts) {
    if (weights.size === MAX_ELEMENTS) break;
    weights.set(term, (count * (K1 + 1)) / (count + norm));
  }
  return new SparseVector(weights, DIMENSIONS).toPostgres();
}

/** Terms with weights of their own, as pgvector's text. */
export function termVector(terms: ReadonlyMap<string, number>): string {
  const hashed = new Map([...terms].map(([term, weight]) => [hashTerm(term), weight]));
  return new SparseVector(hashed, DIMENSIONS).toPostgres();
}

/**
 * The IDF of each term that some document has, times what the query gives it: how often it says it. Undefined when no
 * document has any.
 */
export function queryVector(
  counts: ReadonlyMap<number, number>,
  documentsWith: ReadonlyMap<number, number>,
  documents: number,
): string | undefined {
  const weights = new Map<number, number>();
  for (const [term, count] of counts) {
    const having = documentsWith.get(term);
    if (having === undefined || weights.size === MAX_ELEMENTS) continue;
    weights.set(term, count * Math.log(1 + (documents - having + 0.5) / (having + 0.5)));
  }
  return weights.size === 0 ? undefined : new SparseVector(weights, DIMENSIONS).toPostgres();
}
