import { canonicalJson } from '../../db/canonical.ts';
import type { Vocabulary } from '../../engine/program/condition/ast.ts';
import { meaningOf } from './condition.ts';

interface Call {
  name: string;
  input: unknown;
}

/**
 * Whether every gold call was made, each by a call of its own: the same tool, and of its input all that the gold call
 * gives. Conditions are compared by their meaning. What else was called does not count.
 */
export function callsMatch(gold: readonly Call[], made: readonly Call[], vocabulary: Vocabulary): boolean {
  const left = [...made];
  return gold.every((call) => {
    const at = left.findIndex(
      ({ name, input }) => name === call.name && holds(call.input, input, vocabulary),
    );
    if (at === -1) return false;
    left.splice(at, 1);
    return true;
  });
}

function holds(wanted: unknown, given: unknown, vocabulary: Vocabulary): boolean {
  // What an earlier gold call gave, such as the id of a change, is another in every run.
  if (isTaken(wanted)) return given !== undefined && given !== null;
  if (canonicalJson(wanted) === canonicalJson(given ?? null)) return true;
  if (Array.isArray(wanted))
    return (
      Array.isArray(given) &&
      wanted.length === given.length &&
      wanted.every((one, n) => holds(one, given[n], vocabulary))
    );
  const meaning = meaningOf(wanted, vocabulary);
  if (meaning !== undefined && meaning === meaningOf(given, vocabulary)) return true;
  if (typeof wanted === 'string' && typeof given === 'string')
    return wanted.trim().toLowerCase() === given.trim().toLowerCase();
  if (typeof wanted !== 'object' || wanted === null || typeof given !== 'object' || given === null)
    return false;
  return Object.entries(wanted).every(([key, value]) =>
    holds(value, (given as Record<string, unknown>)[key], vocabulary),
  );
}

function isTaken(wanted: unknown): boolean {
  return typeof wanted === 'object' && wanted !== null && 'of' in wanted && 'take' in wanted;
}
