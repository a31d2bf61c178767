import { canonicalJson } from '../../../../db/canonical.ts';
import type { Condition } from '../../../program/condition/ast.ts';
import { parseCondition } from '../../../program/condition/parse.ts';
import type { Program, Track } from '../../../program/schema.ts';
import { vocabularyOf } from '../../../program/score-models.ts';
import { walkCondition } from '../../../program/walk-condition.ts';

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

interface Resolved {
  readonly condition: Condition | undefined;
  readonly program: Program;
}

/** Whether two resolved conditions say the same, with the segments in which they count stakeholders. */
export function sameCondition(a: Resolved, b: Resolved): boolean {
  return meaningOf(a) === meaningOf(b);
}

function meaningOf({ condition, program }: Resolved): string {
  if (condition === undefined) return '';
  const counted = [...walkCondition(condition)].flatMap((part) => {
    const segment = part.op === 'stakeholders' ? program.segments[part.id] : undefined;
    return segment ? [meaningOf({ condition: resolveText(segment.when, program), program })] : [];
  });
  return canonicalJson([condition, ...counted, ...decidedIn(condition, program)]);
}

/** What experiments that it names are decided for: from then on it holds of other leads. */
function decidedIn(condition: Condition, program: Program): string[] {
  const { fields } = vocabularyOf(program);
  return [...walkCondition(condition)].flatMap((part) => {
    const decided = 'field' in part ? fields[part.field]?.experiment?.decided : undefined;
    return 'field' in part && decided !== undefined ? [`${part.field} ${decided}`] : [];
  });
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
