import { TrellisError } from '../../../db/errors.ts';
import type { Condition } from '../../../engine/program/condition/ast.ts';
import { conditionError } from '../../../engine/program/condition/fault.ts';
import { readCondition } from '../../../engine/program/condition/parse.ts';
import { vocabulary } from './fields.ts';

/** The part of the condition language that speaks of fields alone. */
export type FieldCondition =
  | { readonly op: 'and' | 'or'; readonly of: readonly FieldCondition[] }
  | { readonly op: 'not'; readonly of: FieldCondition }
  | Extract<Condition, { op: 'field' | 'field_in' | 'known' | 'date' }>;

const fieldNames = Object.keys(vocabulary.fields).join(', ');

/**
 * Reads a condition over items of the library: `kind = "case-study" AND industry = "healthcare" AND valid = true`.
 * Throws `condition.syntax`, `condition.unknown_name` or `condition.type` with the place.
 */
export function parseFilter(text: string): FieldCondition {
  try {
    const { condition, places } = readCondition(text, vocabulary);
    return onlyFields(condition, (node) => places.get(node) ?? 0, text);
  } catch (error) {
    throw withNames(error);
  }
}

function onlyFields(
  condition: Condition,
  placeOf: (node: Condition) => number,
  text: string,
): FieldCondition {
  switch (condition.op) {
    case 'and':
    case 'or':
      return { op: condition.op, of: condition.of.map((member) => onlyFields(member, placeOf, text)) };
    case 'not':
      return { op: 'not', of: onlyFields(condition.of, placeOf, text) };
    case 'field':
    case 'field_in':
    case 'known':
    case 'date':
      return condition;
    default:
      throw conditionError(
        'condition.type',
        text,
        placeOf(condition),
        'content has no segments, lists, tracks or events; compare its fields',
      );
  }
}

/** Where no name is near, all there are. */
function withNames(error: unknown): unknown {
  const isBare =
    error instanceof TrellisError &&
    error.code === 'condition.unknown_name' &&
    !/Did you mean|is one of/.test(error.message);
  if (!isBare) return error;
  return new TrellisError(error.code, `${error.message} Content has ${fieldNames}.`, {
    ...(error.faults && { faults: error.faults }),
  });
}
