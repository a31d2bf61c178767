import type { Queryable } from '../../../db/connection.ts';
import { fieldExpression, type NamedField } from './field-expression.ts';
import type { Where } from './where.ts';

/** Leads that satisfy the condition by the value of a field, most frequent first, at most 30 values. */
export function countByValue(
  db: Queryable,
  where: Where,
  field: NamedField,
): Promise<{ value: string | null; count: number }[]> {
  return db.query(
    `select value, count(*)::int as count
     from (select ${fieldExpression(field, where.params.length + 1)} as value from leads l where ${where.sql}) valued
     group by value order by count(*) desc, value collate "C" limit 30`,
    [...where.params, field.name],
  );
}
