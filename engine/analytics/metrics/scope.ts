import type { Queryable } from '../../../db/connection.ts';
import type { Condition, Vocabulary } from '../../program/condition/ast.ts';
import type { PerformanceQuery } from './query.ts';
import { selectDimensions } from './sql/select-dimensions.ts';

/** What a free condition may name, and when it is asked. */
export interface PerformanceContext {
  /** Every segment of the program, parsed. */
  segments: Readonly<Record<string, Condition>>;
  vocabulary: Vocabulary;
  /** Milliseconds since the epoch. */
  now: number;
}

/** The filters that are dimensions of facts. */
const dimensionFilters = ['track', 'segment', 'industry', 'item', 'owner'] as const;
type DimensionFilter = (typeof dimensionFilters)[number];

/** A query whose names have been looked up. */
export interface Scope {
  query: PerformanceQuery;
  context: PerformanceContext;
  /** Id of the dimension of each filter given; -1 of what no fact has, which finds nothing. */
  dims: Readonly<Partial<Record<DimensionFilter, number>>>;
  /** The leads that satisfy the free condition are noted for the transaction (sql/match-leads.ts). */
  isMatched?: boolean;
}

/** Looks the names of a query up. */
export async function scopeOf(
  db: Queryable,
  query: PerformanceQuery,
  context: PerformanceContext,
): Promise<Scope> {
  const given = dimensionFilters.filter((filter) => query[filter] !== undefined);
  if (given.length === 0) return { query, context, dims: {} };
  const ids = await selectDimensions(
    db,
    given.map((filter) => `${filter}:${query[filter]}`),
  );
  return {
    query,
    context,
    dims: Object.fromEntries(given.map((filter) => [filter, ids.get(`${filter}:${query[filter]}`) ?? -1])),
  };
}
