import type { Condition } from '../../program/condition/ast.ts';
import { parseCondition } from '../../program/condition/parse.ts';
import { toSql } from '../../program/condition/to-sql.ts';
import type { Program } from '../../program/schema.ts';
import { defaultVocabulary } from '../../program/vocabulary.ts';

/** A condition as SQL over alias `l` of leads, with the segments of the program that it names. */
export function leadCondition(
  condition: Condition,
  program: Program,
  { now, firstParam }: { now: number; firstParam: number },
): { sql: string; params: string[] } {
  const segments = Object.fromEntries(
    Object.entries(program.segments).map(([id, { when }]) => [id, parseCondition(when, defaultVocabulary)]),
  );
  return toSql(condition, { segments, now, vocabulary: defaultVocabulary, firstParam });
}
