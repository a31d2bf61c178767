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
  /** The vector of the whole query. */
  meaning: Float32Array | undefined;
  /** Looks at every vector instead of asking an index, which would find too few under a narrow filter. */
  exact: boolean;
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
 * having missed that list. `filter` is over `content_items c`, with its parameters from $6 on.
 */
export async function findPassages(
  db: Pick<Queryable, 'query'>,
  query: PassageQuery,
  filter: { sql: string; params: readonly string[] } | undefined,
): Promise<PassageRow[]> {
  const { generation, meaning } = query;
  const left = filter && `select c.id, c.version from content_items c where not c.retired and ${filter.sql}`;
  // What a filter leaves is looked up by its items: `offset 0` keeps it from being joined to a scan of everything.
  const isListed = left !== undefined && query.exact;
  const entries = isListed
    ? `allowed a cross join lateral (select * from index_entries i where i.generation = ${generation}
         and i.item = a.id and i.version = a.version offset 0) e`
    : 'index_entries e';
  const among = left !== undefined && !isListed ? `and (e.item, e.version) in (${left})` : '';
  // As the index of a large generation has it: the same expression under the same condition.
  const nearness = meaning
    ? `e.vector::halfvec(${meaning.length}) <=> $3::halfvec(${meaning.length})`
    : 'null::float8';
  return db.query<PassageRow>(
    `with ${isListed ? `allowed as materialized (${left}), ` : ''}lexical as (
       select item, version, ordinal from (
         select e.item, e.version, e.ordinal, e.terms <#> $1::sparsevec as distance
         from ${entries} where $1::text is not null and e.generation = ${generation} ${among}
         order by distance, e.item, e.ordinal limit ${candidates}
       ) best where distance < 0
     ), semantic as (
       select e.item, e.version, e.ordinal from ${entries}
       where $3::text is not null and e.generation = ${generation} and e.vector is not null ${among}
       order by ${query.exact ? `(${nearness}) + 0` : nearness} limit ${candidates}
     ), scored as (
       select e.item, e.version, e.ordinal,
         coalesce(-(e.terms <#> $1::sparsevec), 0) as lexical, coalesce(-(e.terms <#> $2::sparsevec), 0) as grams,
         coalesce(greatest(1 - (${nearness}), 0), 0) as meaning
       from (select * from lexical union select * from semantic) found
         join index_entries e using (item, version, ordinal)
       where e.generation = ${generation}
     ), fused as (
       select *, (1 - $4::float8) * coalesce(lexical / nullif(max(lexical) over (), 0), 0)
         + $4::float8 * coalesce(meaning / nullif(max(meaning) over (), 0), 0) as score
       from scored order by score desc, item, ordinal limit $5::int
     )
     select f.item, f.version, f.ordinal, c.facets, c.document ->> 'summary' as summary, c.document -> 'cta' as cta,
       c.approved, p.heading, p.text, p.start_offset as start, p.end_offset as "end", p.page,
       f.score, f.lexical - f.grams as words, f.grams, f.meaning
     from fused f join passages p using (item, version, ordinal)
       join content_items c on c.id = f.item and c.version = f.version
     order by f.score desc, f.item, f.ordinal`,
    [
      query.lexical ?? null,
      query.grams ?? null,
      meaning ? `[${meaning.join(',')}]` : null,
      query.share,
      query.limit,
      ...(filter?.params ?? []),
    ],
  );
}
