import type { Vocabulary } from '../../program/condition/ast.ts';
import { printCondition } from '../../program/condition/print.ts';
import type { Dashboard } from './dashboard.ts';
import type { PerformanceQuery } from './query.ts';

/** What a query narrows to, by name of the filter. */
export function filtersInWords(query: PerformanceQuery, vocabulary: Vocabulary): Dashboard['filters'] {
  const { from: _, to: __, where, ...named } = query;
  return {
    ...Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)),
    ...(where && { where: printCondition(where, vocabulary) }),
  };
}
