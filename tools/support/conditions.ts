import { TrellisError } from '../../db/errors.ts';
import type { Condition, Vocabulary } from '../../engine/program/condition/ast.ts';
import { checkCondition } from '../../engine/program/condition/check.ts';
import { parseCondition } from '../../engine/program/condition/parse.ts';
import { printCondition } from '../../engine/program/condition/print.ts';
import { conditionSchema } from '../../engine/program/condition/schema.ts';
import { formIssues, formWords } from '../../engine/program/form-words.ts';
import { defaultVocabulary } from '../../engine/program/vocabulary.ts';
import type { ActiveProgram } from '../../engine/runtime/types.ts';

/**
 * A condition from its text or JSON form, checked against the vocabulary. `event`: an event is arriving where it is
 * evaluated; `vocabulary` is that of the program in force where it has words of its own. Throws `condition.*` with the position and the nearest names.
 */
export function readCondition(
  input: string | object,
  { event, vocabulary = defaultVocabulary }: { event: boolean; vocabulary?: Vocabulary },
): Condition {
  const condition = typeof input === 'string' ? parseCondition(input, vocabulary) : fromJson(input);
  const faults = checkCondition(condition, vocabulary, { event });
  if (faults.length > 0) {
    throw new TrellisError(
      'condition.type',
      `The condition does not fit: ${faults.map((f) => f.message).join('; ')}`,
      {
        faults,
      },
    );
  }
  return condition;
}

/** Canonical text, as programs keep it. */
export function conditionText(condition: Condition): string {
  return printCondition(condition, defaultVocabulary);
}

/** Every segment of the program, parsed. */
export function segmentConditions(active: ActiveProgram): Record<string, Condition> {
  return Object.fromEntries(active.compiled.segments.map((segment) => [segment.id, segment.when]));
}

function fromJson(input: object): Condition {
  const parsed = conditionSchema.safeParse(input, { error: formWords });
  if (parsed.success) return parsed.data;
  throw new TrellisError(
    'condition.syntax',
    'The JSON condition does not fit its schema; write it as text instead.',
    { faults: formIssues(parsed.error).map(({ path, message }) => ({ path, message })) },
  );
}
