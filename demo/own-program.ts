import { parseCondition } from '../engine/program/condition/parse.ts';
import { conditionsOf } from '../engine/program/conditions-of.ts';
import { editsBetween } from '../engine/program/edits.ts';
import { emptyProgram } from '../engine/program/parse.ts';
import { type ContentRef, type Program, programSchema } from '../engine/program/schema.ts';
import { vocabularyOf } from '../engine/program/score-models.ts';
import { validateProgram } from '../engine/program/validate.ts';
import { segmentsIn } from '../engine/program/walk-condition.ts';

export interface OwnProgram {
  program: Program;
  /** Paths of what people added or changed, and of the segments it names. */
  kept: string[];
  /** Paths of what people added or changed that cannot stand without the demo: it pins its content, or leads to it. */
  dropped: string[];
}

type Entries = Record<string, unknown>;

/** Of the program in force what people made: all that differs from the demo's own, as far as it stands without it. */
export function ownProgram(demo: Program, active: Program, isDemo: (ref: ContentRef) => boolean): OwnProgram {
  const own = new Map(
    editsBetween(demo, active).flatMap((edit) =>
      edit.op === 'put' ? [[edit.path, edit.value] as const] : [],
    ),
  );
  const dropped: string[] = [];
  while (true) {
    const whole = withSegments(own, active);
    const program = programOf(whole);
    const faults = validateProgram(program, {
      contentKnown: (ref) => (isDemo(ref) ? 'unknown' : 'approved'),
    });
    if (faults.length === 0) return { program, kept: [...whole.keys()].sort(), dropped: dropped.sort() };
    const at = (path: string) => faults.some((fault) => `${fault.path}/`.startsWith(`${path}/`));
    const faulty = [...own.keys()].filter(at);
    // A fault of no entry of its own is that of all of them together.
    for (const path of faulty.length > 0 ? faulty : [...own.keys()]) {
      own.delete(path);
      dropped.push(path);
    }
  }
}

/** With the segments that its conditions name, and those that these name: conditions are nobody's content. */
function withSegments(own: ReadonlyMap<string, unknown>, active: Program): Map<string, unknown> {
  const whole = new Map(own);
  let before: number;
  do {
    before = whole.size;
    for (const { text } of conditionsOf(programOf(whole))) {
      for (const id of segmentsIn(parseCondition(text, vocabularyOf(active)))) {
        if (Object.hasOwn(active.segments, id)) whole.set(`segments/${id}`, active.segments[id]);
      }
    }
  } while (whole.size > before);
  return whole;
}

function programOf(entries: ReadonlyMap<string, unknown>): Program {
  const draft = structuredClone(emptyProgram());
  for (const [path, value] of entries) {
    const keys = path.split('/');
    const last = keys.pop() as string;
    let area: Entries = draft;
    for (const key of keys) {
      area[key] ??= {};
      area = area[key] as Entries;
    }
    area[last] = structuredClone(value);
  }
  return programSchema.parse(draft);
}
