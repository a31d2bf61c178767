import type { Queryable } from '../../db/connection.ts';
import type { Condition, Vocabulary } from '../program/condition/ast.ts';
import { toSql } from '../program/condition/to-sql.ts';
import { countStages, countStagesByValue } from './sql/count-standing.ts';

/** How many leads stand at each journey stage, by stage. */
type ByStage = Record<string, number>;

/** Of the leads that satisfy a condition. */
export async function leadsByStage(
  db: Queryable,
  query: {
    condition: Condition;
    segments: Readonly<Record<string, Condition>>;
    vocabulary: Vocabulary;
    now: number;
  },
): Promise<ByStage> {
  const rows = await countStages(db, toSql(query.condition, { ...query, firstParam: 1 }));
  return Object.fromEntries(rows.map(({ stage, leads }) => [stage, leads]));
}

export async function leadsOfAll(db: Queryable): Promise<ByStage> {
  const rows = await countStages(db, { sql: 'true', params: [] });
  return Object.fromEntries(rows.map(({ stage, leads }) => [stage, leads]));
}

/** By the value of a field; leads without a value are left out. The values may be text of others. */
export async function leadsByValueAndStage(
  db: Queryable,
  field: { name: string; owner: 'lead' | 'account' | 'engine' },
): Promise<Map<string, ByStage>> {
  const rows = await countStagesByValue(db, field);
  return new Map(
    [...Map.groupBy(rows, ({ value }) => value)].map(([value, of]) => [
      value,
      Object.fromEntries(of.map(({ stage, leads }) => [stage, leads])),
    ]),
  );
}
