import type { Queryable } from '../../../../db/connection.ts';
import type { SqlParams } from '../../../program/condition/sql-params.ts';
import type { Span } from '../frame.ts';
import type { Scope } from '../scope.ts';
import { newParams, rowsSql } from './rows.ts';

export interface Pieces {
  leads: number;
  /** With at least one. */
  readers: number;
  sum: number;
  squares: number;
}

/** How many pieces of content each lead took up during its journey stays that began in the period. */
export function piecesSql(scope: Scope, params: SqlParams, { period }: Span): string {
  return `(select f.lane, f.lead_id, min(f.began) as began, sum(f.pieces) as pieces
    from ${rowsSql('stays', scope, params, { period, kind: 'journey' })} f group by 1, 2)`;
}

/** Summed over the leads, all of them or by segment (`part`). */
export function sumPieces(
  db: Queryable,
  scope: Scope,
  span: Span,
  by?: 'segment',
): Promise<(Pieces & { part: string })[]> {
  const params = newParams();
  return db.query(
    `select ${by ? `substr(d.name, ${'segment:'.length + 1})` : `''`} as part, count(*)::int as leads,
            (count(*) filter (where l.pieces > 0))::int as readers,
            coalesce(sum(l.pieces), 0)::float8 as sum, coalesce(sum(l.pieces ^ 2), 0)::float8 as squares
     from ${piecesSql(scope, params, span)} l
     ${
       by
         ? `join fact_leads k on k.lane = l.lane and k.lead_id = l.lead_id cross join lateral unnest(k.dims) as g (dim)
            join fact_dimensions d on d.id = g.dim and starts_with(d.name, 'segment:')`
         : ''
     } group by 1`,
    params.values,
  );
}
