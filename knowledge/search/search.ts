import type { Database } from '../../db/connection.ts';
import { currentGeneration } from '../index/generation.ts';
import { filterSql } from '../items/filter/filter-sql.ts';
import type { Hit, LibraryFilter } from '../types.ts';
import { readQuery } from './read-query.ts';
import { findPassages, type PassageRow } from './sql/find-passages.ts';

const longestQuery = 10_000;

/**
 * Ranks passages by words (BM25, mistyped ones included) and by meaning (vectors) together. A narrow filter never
 * returns too few: it stands within both searches.
 */
export async function searchPassages(
  db: Database,
  words: string,
  options: { limit: number; where: LibraryFilter; now: number },
): Promise<Hit[]> {
  const filter = filterSql(options.where, { taken: 6, now: options.now });
  const generation = await currentGeneration(db);
  if (generation === undefined) return [];
  const text = words.slice(0, longestQuery);
  const { lexical, grams } = await readQuery(db, generation, text);
  if (lexical === undefined) return [];
  const limit = Math.max(1, Math.min(options.limit, 100));
  const query = { generation: generation.id, lexical, grams, meaning: undefined, share: 0, limit };
  return (await findPassages(db, query, filter)).map(toHit);
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
