import type { Queryable } from '../../../db/connection.ts';
import { fieldExpression } from './field-expression.ts';
import type { Where } from './where.ts';

/** Leads of an audience by their journey stage. */
export function countStages(db: Queryable, where: Where): Promise<{ stage: string; leads: number }[]> {
  return db.query(
    `select l.journey as stage, count(*)::int as leads from leads l where ${where.sql} group by 1 order by 1`,
    [...where.params],
  );
}

/** Leads by a field's value and their journey stage; leads without a value are left out. */
export function countStagesByValue(
  db: Queryable,
  field: { name: string; owner: 'lead' | 'account' | 'engine' },
): Promise<{ value: string; stage: string; leads: number }[]> {
  return db.query(
    `select value, stage, count(*)::int as leads
     from (select ${fieldExpression(field, 1)} as value, l.journey as stage from leads l) valued
     where value is not null group by 1, 2 order by 1, 2`,
    [field.name],
  );
}
