import { type Fault, TrellisError } from '../../db/errors.ts';
import type { Condition, Vocabulary } from './condition/ast.ts';
import { parseCondition } from './condition/parse.ts';
import { conditionsOf } from './conditions-of.ts';
import type { Program } from './schema.ts';

/** Every condition of the program by its path (see `conditionsOf`), and the faults of those that do not parse. */
export function parseConditions(
  program: Program,
  vocabulary: Vocabulary,
): { parsed: Map<string, Condition>; faults: Fault[] } {
  const parsed = new Map<string, Condition>();
  const faults: Fault[] = [];
  for (const { path, text } of conditionsOf(program)) {
    try {
      parsed.set(path, parseCondition(text, vocabulary));
    } catch (error) {
      if (!(error instanceof TrellisError)) throw error;
      const own = error.faults.length > 0 ? error.faults : [{ path: '', message: error.message }];
      faults.push(...own.map((fault) => ({ ...fault, path })));
    }
  }
  return { parsed, faults };
}
