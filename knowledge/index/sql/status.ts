import type { Queryable } from '../../../db/connection.ts';

export interface Coverage {
  passages: number;
  vectors: number;
  refused: number;
  terms: number;
  bytes: number;
}

/** How much a generation has. */
export async function readCoverage(db: Queryable, generation: number): Promise<Coverage> {
  const [row] = await db.query<Coverage>(
    `select e.*, t.terms, e.bytes + coalesce(length(g.model), 0) as bytes
     from index_generations g,
       lateral (select count(*) as passages, count(vector) as vectors, count(*) filter (where refused) as refused,
           coalesce(sum(pg_column_size(terms) + coalesce(pg_column_size(vector), 0)), 0) as bytes
         from index_entries where generation = g.id) e,
       lateral (select count(*) as terms from index_terms where generation = g.id) t
     where g.id = $1`,
    [generation],
  );
  const { passages = 0, vectors = 0, refused = 0, terms = 0, bytes = 0 } = row ?? {};
  return { passages, vectors, refused, terms, bytes };
}
