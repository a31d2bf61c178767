import { TrellisError } from '../../../db/errors.ts';
import type { Condition, Vocabulary } from '../condition/ast.ts';
import { faultAt } from '../condition/fault.ts';
import { readCondition } from '../condition/parse.ts';
import { conditionsOf } from '../conditions-of.ts';
import type { Program } from '../schema.ts';
import { type Finding, type FindingCode, finding, findings } from '../validate/findings.ts';

export interface ParsedConditions {
  /** By path, see `conditionsOf`. */
  parsed: Map<string, Condition>;
  /** Of those that do not parse. */
  faults: Finding[];
  /** Line and column of a part of the condition at a path. */
  placeOf(path: string, node: Condition): { line: number; column: number };
}

/** Every condition of the program, and what is wrong with those that do not parse. */
export function parseConditions(program: Program, vocabulary: Vocabulary): ParsedConditions {
  const parsed = new Map<string, Condition>();
  const faults: Finding[] = [];
  const read = new Map<string, { text: string; places: ReadonlyMap<Condition, number> }>();
  for (const { path, text } of conditionsOf(program)) {
    try {
      const { condition, places } = readCondition(text, vocabulary);
      parsed.set(path, condition);
      read.set(path, { text, places });
    } catch (error) {
      if (!(error instanceof TrellisError)) throw error;
      const code = isCode(error.code) ? error.code : 'condition.syntax';
      const own = error.faults.length > 0 ? error.faults : [{ path: '', message: error.message }];
      faults.push(...own.map((fault) => ({ ...fault, ...finding(code, path, fault.message) })));
    }
  }
  const placeOf = (path: string, node: Condition) => {
    const { text = '', places } = read.get(path) ?? {};
    const { line, column } = faultAt(text, places?.get(node) ?? 0, '');
    return { line, column };
  };
  return { parsed, faults, placeOf };
}

function isCode(code: string): code is FindingCode {
  return Object.hasOwn(findings, code);
}
