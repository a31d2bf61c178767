import type { Database } from '../../db/connection.ts';
import { currentGeneration } from '../index/generation.ts';
import { filterSql } from '../items/filter/filter-sql.ts';
import { countTerms, queryVector } from '../lexical/bm25.ts';
import { termsOf } from '../lexical/terms.ts';
import type { Hit, LibraryFilter, StoredItem } from '../types.ts';

interface Row {
  item: string;
  version: number;
  document: StoredItem;
  approved: boolean;
  ordinal: number;
  heading: string;
  text: string;
  start: number;
  end: number;
  page: number | null;
  score: number;
}

/**
 * Ranks passages by BM25 within pgvector, exactly: every passage that passes the filter is scored, so a narrow filter
 * never returns too few. There are no embeddings yet; words that mean the same but share no stem do not meet.
 */
export async function searchPassages(
  db: Database,
  words: string,
  options: { limit: number; where: LibraryFilter; now: number },
): Promise<Hit[]> {
  const counts = countTerms(termsOf(words.slice(0, 10_000)));
  const generation = await currentGeneration(db);
  if (counts.size === 0 || generation === undefined) return [];
  const known = await db.query<{ term: number; documents: number }>(
    'select term, documents from index_terms where generation = $1 and term = any ($2::int[])',
    [generation.id, [...counts.keys()]],
  );
  const query = queryVector(
    counts,
    new Map(known.map((row) => [row.term, row.documents])),
    generation.passages,
  );
  if (query === undefined) return [];
  const filter = filterSql(options.where, { taken: 3, now: options.now }) ?? { sql: 'true', params: [] };
  const rows = await db.query<Row>(
    `select p.item, p.version, c.document, c.approved, p.ordinal, p.heading, p.text, p.start_offset as start,
       p.end_offset as "end", p.page, -(e.terms <#> $1::sparsevec) as score
     from index_entries e join passages p using (item, version, ordinal)
       join content_items c on c.id = p.item and c.version = p.version
     where e.generation = $3 and e.terms <#> $1::sparsevec < 0 and ${filter.sql}
     order by e.terms <#> $1::sparsevec, p.item, p.ordinal limit $2`,
    [query, Math.max(1, Math.min(options.limit, 100)), generation.id, ...filter.params],
  );
  return rows.map(toHit);
}

function toHit(row: Row): Hit {
  const { title, kind, stages, industries, summary, cta } = row.document;
  return {
    item: {
      id: row.item,
      version: row.version,
      title,
      kind,
      stages,
      industries,
      summary,
      cta,
      approved: row.approved,
    },
    passage: {
      ordinal: row.ordinal,
      heading: row.heading,
      text: row.text,
      start: row.start,
      end: row.end,
      ...(row.page !== null && { page: row.page }),
    },
    score: row.score,
  };
}
