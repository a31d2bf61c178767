import { canonicalJson } from '../../../db/canonical.ts';
import type { Condition } from '../../program/condition/ast.ts';
import { parseCondition } from '../../program/condition/parse.ts';
import type { Program, Track } from '../../program/schema.ts';
import { vocabularyOf } from '../../program/score-models.ts';

/** The condition with the program's segments written out, so that widening a segment shows wherever it decides. */
export function resolveText(text: string, program: Program): Condition {
  return resolveSegments(parseCondition(text, vocabularyOf(program)), program);
}

/** What ends an enrolment as things stand: the goal or an exit; undefined when the track has neither. */
export function endingOf(track: Track, program: Program): Condition | undefined {
  const texts = [...(track.goal ? [track.goal] : []), ...Object.values(track.exits).map(({ when }) => when)];
  const [first, ...more] = texts.map((text) => resolveText(text, program));
  return first && more.length > 0 ? { op: 'or', of: [first, ...more] } : first;
}

export function sameCondition(a: Condition | undefined, b: Condition | undefined): boolean {
  return canonicalJson(a ?? null) === canonicalJson(b ?? null);
}

/** Segments are free of cycles in a valid program. */
export function resolveSegments(condition: Condition, program: Program): Condition {
  switch (condition.op) {
    case 'and':
    case 'or':
      return { op: condition.op, of: condition.of.map((member) => resolveSegments(member, program)) };
    case 'not':
      return { op: 'not', of: resolveSegments(condition.of, program) };
    case 'segment': {
      const segment = program.segments[condition.id];
      return segment ? resolveText(segment.when, program) : condition;
    }
    default:
      return condition;
  }
}
