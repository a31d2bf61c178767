import type { Queryable } from '../../../db/connection.ts';
import type { StoredItem } from '../../types.ts';

/** So many of the best by words and of the best by meaning are weighed against each other. */
const candidates = 200;

export interface PassageQuery {
  generation: number;
  /** Sparse vectors as pgvector's text, for `<#>`. */
  lexical: string | undefined;
  /** Of these, what is only spelled alike. */
  grams: string | undefined;
  /** The vector of the whole query, as pgvector's text. */
  meaning: string | undefined;
  /** The share of meaning in the score, 0 to 1; the rest is that of words. */
  share: number;
  limit: number;
}

export interface PassageRow {
  item: string;
  version: number;
  ordinal: number;
  facets: Pick<StoredItem, 'title' | 'kind' | 'stages' | 'industries'>;
  summary: string;
  cta: StoredItem['cta'] | null;
  approved: boolean;
  heading: string;
  text: string;
  start: number;
  end: number;
  page: number | null;
  score: number;
  words: number;
  grams: number;
  meaning: number;
}

/**
 * The best passages by a convex sum of two scores, each as a share of the greatest: BM25 over words and their like, and
 * the cosine of meaning. Candidates are the best of either; each has both scores, so that it does not lose one for
 * having missed that list. `filter` is over `content_items c`, with its parameters from $7 on.
 */
export async function findPassages(
  db: Pick<Queryable, 'query'>,
  query: PassageQuery,
  filter: { sql: string; params: readonly string[] } | undefined,
): Promise<PassageRow[]> {
  const among = filter
    ? `and (e.item, e.version) in (select c.id, c.version from content_items c where not c.retired and ${filter.sql})`
    : '';
  return db.query<PassageRow>(
    `with lexical as (
       select item, version, ordinal from (
         select e.item, e.version, e.ordinal, e.terms <#> $2::sparsevec as distance
         from index_entries e where $2::text is not null and e.generation = $1 ${among}
         order by distance, e.item, e.ordinal limit ${candidates}
       ) best where distance < 0
     ), semantic as (
       select e.item, e.version, e.ordinal from index_entries e
       where $4::text is not null and e.generation = $1 and e.vector is not null ${among}
       order by e.vector <=> $4::halfvec limit ${candidates}
     ), scored as (
       select e.item, e.version, e.ordinal,
         coalesce(-(e.terms <#> $2::sparsevec), 0) as lexical, coalesce(-(e.terms <#> $3::sparsevec), 0) as grams,
         coalesce(greatest(1 - (e.vector <=> $4::halfvec), 0), 0) as meaning
       from (select * from lexical union select * from semantic) found
         join index_entries e using (item, version, ordinal)
       where e.generation = $1
     ), fused as (
       select *, (1 - $5::float8) * coalesce(lexical / nullif(max(lexical) over (), 0), 0)
         + $5::float8 * coalesce(meaning / nullif(max(meaning) over (), 0), 0) as score
       from scored order by score desc, item, ordinal limit $6::int
     )
     select f.item, f.version, f.ordinal, c.facets, c.document ->> 'summary' as summary, c.document -> 'cta' as cta,
       c.approved, p.heading, p.text, p.start_offset as start, p.end_offset as "end", p.page,
       f.score, f.lexical - f.grams as words, f.grams, f.meaning
     from fused f join passages p using (item, version, ordinal)
       join content_items c on c.id = f.item and c.version = f.version
     order by f.score desc, f.item, f.ordinal`,
    [
      query.generation,
      query.lexical ?? null,
      query.grams ?? null,
      query.meaning ?? null,
      query.share,
      query.limit,
      ...(filter?.params ?? []),
    ],
  );
}
