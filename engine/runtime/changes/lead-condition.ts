import type { Condition } from '../../program/condition/ast.ts';
import { toSql } from '../../program/condition/to-sql.ts';
import { defaultVocabulary } from '../../program/vocabulary.ts';

/** A condition whose segments are written out (resolve.ts) as SQL over alias `l` of leads. */
export function leadCondition(
  condition: Condition,
  { now, firstParam }: { now: number; firstParam: number },
): { sql: string; params: string[] } {
  return toSql(condition, { segments: {}, now, vocabulary: defaultVocabulary, firstParam });
}
