import type { Queryable } from '../../../../db/connection.ts';
import type { Span } from '../frame.ts';
import type { Scope } from '../scope.ts';
import { newParams, rowsSql } from './rows.ts';

/** Leads that took an item up by themselves for the first time in the period, and those of them who moved on. */
export function countTakes(
  db: Queryable,
  scope: Scope,
  { period }: Span,
): Promise<{ item: string; leads: number; progressed: number }[]> {
  const params = newParams();
  return db.query(
    `select f.item, count(*)::int as leads, count(f.progressed_at)::int as progressed
     from ${rowsSql('takes', scope, params, { period })} f group by 1`,
    params.values,
  );
}
