import type { Condition } from '../../program/condition/ast.ts';
import { toSql } from '../../program/condition/to-sql.ts';
import type { Program } from '../../program/schema.ts';
import { vocabularyOf } from '../../program/score-models.ts';

/** A condition of the program whose segments are written out (resolve.ts) as SQL over alias `l` of leads. */
export function leadCondition(
  condition: Condition,
  { program, now, firstParam }: { program: Program; now: number; firstParam: number },
): { sql: string; params: string[] } {
  return toSql(condition, { segments: {}, now, vocabulary: vocabularyOf(program), firstParam });
}
