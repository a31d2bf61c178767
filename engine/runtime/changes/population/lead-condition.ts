import type { Condition } from '../../../program/condition/ast.ts';
import { parseCondition } from '../../../program/condition/parse.ts';
import { toSql } from '../../../program/condition/to-sql.ts';
import type { Program } from '../../../program/schema.ts';
import { vocabularyOf } from '../../../program/score-models.ts';

/**
 * A condition of the program as SQL over alias `l` of leads. Its segments may be written out (resolve.ts); those in
 * which it counts stakeholders never are, so all of the program's are given.
 */
export function leadCondition(
  condition: Condition,
  { program, now, firstParam }: { program: Program; now: number; firstParam: number },
): { sql: string; params: string[] } {
  const vocabulary = vocabularyOf(program);
  const segments = Object.fromEntries(
    Object.entries(program.segments).map(([id, { when }]) => [id, parseCondition(when, vocabulary)]),
  );
  return toSql(condition, { segments, now, vocabulary, firstParam });
}
