import type { Condition } from '../../condition/ast.ts';
import { parseCondition } from '../../condition/parse.ts';
import { printCondition } from '../../condition/print.ts';
import { defaultVocabulary } from '../../vocabulary.ts';

/** The parts joined by AND, as canonical text; parts may be text or conditions. At least one. */
export function allOf(...parts: readonly (string | Condition)[]): string {
  return joined('and', parts);
}

/** The parts joined by OR. */
export function anyOf(...parts: readonly (string | Condition)[]): string {
  return joined('or', parts);
}

function joined(op: 'and' | 'or', parts: readonly (string | Condition)[]): string {
  const of = parts
    .map((part) => (typeof part === 'string' ? parseCondition(part, defaultVocabulary) : part))
    .flatMap((part) => (part.op === op ? part.of : [part]));
  const [first, ...others] = of;
  if (first === undefined) throw new TypeError('a condition needs a part');
  return printCondition(others.length === 0 ? first : { op, of }, defaultVocabulary);
}
