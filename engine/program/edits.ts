import { canonicalJson } from '../../db/canonical.ts';
import type { Fault } from '../../db/errors.ts';
import { invalidProgram } from './parse.ts';
import { type Edit, type Program, programSchema } from './schema.ts';
import { type ValidateOptions, validateProgram } from './validate.ts';

type Entries = Record<string, unknown>;
/** The collections an edit may reach into, by the path's beginning. */
const areas: Readonly<Record<string, (program: Program) => Entries>> = {
  segments: (program) => program.segments,
  'scoring/rules': (program) => program.scoring.rules,
  'scoring/thresholds': (program) => program.scoring.thresholds,
  triggers: (program) => program.triggers,
  tracks: (program) => program.tracks,
  policies: (program) => program.policies,
};

/**
 * The program with the edits made, in order; the given one is left as it is. Refused whole, with `program.invalid`
 * and every fault, when an edit removes what is not there or what results is not a valid program. Edits at `halts/`
 * are not the program's: only their form is checked.
 */
export function applyEdits(program: Program, edits: readonly Edit[], options: ValidateOptions = {}): Program {
  const draft = structuredClone(program);
  const faults: Fault[] = [];
  for (const edit of edits) {
    const place = placeOf(draft, edit.path);
    if (place === undefined) {
      if (edit.op === 'put')
        faults.push({ path: edit.path, message: 'a halt is not put by a change; it can only be removed' });
    } else if (edit.op === 'put') {
      place.entries[place.key] = structuredClone(edit.value);
    } else if (Object.hasOwn(place.entries, place.key)) {
      delete place.entries[place.key];
    } else {
      faults.push({ path: edit.path, message: 'there is nothing here to remove' });
    }
  }
  if (faults.length > 0) throw invalidProgram(faults);
  const parsed = programSchema.safeParse(draft);
  if (!parsed.success) {
    throw invalidProgram(
      parsed.error.issues.map(({ path, message }) => ({ path: path.map(String).join('/'), message })),
    );
  }
  const invalid = validateProgram(parsed.data, options);
  if (invalid.length > 0) throw invalidProgram(invalid);
  return parsed.data;
}

/** Edits that make `b` of `a`, by path; empty when they are equal. `editsBetween(after, before)` undoes a change. */
export function editsBetween(a: Program, b: Program): Edit[] {
  return Object.entries(areas)
    .flatMap(([area, entriesOf]): Edit[] => {
      const [before, after] = [entriesOf(a), entriesOf(b)];
      return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key): Edit[] => {
        const path = `${area}/${key}`;
        if (!Object.hasOwn(after, key)) return [{ op: 'remove', path }];
        if (Object.hasOwn(before, key) && canonicalJson(before[key]) === canonicalJson(after[key])) return [];
        return [
          { op: 'put', path, value: structuredClone(after[key]) as Extract<Edit, { op: 'put' }>['value'] },
        ];
      });
    })
    .sort((x, y) => (x.path < y.path ? -1 : 1));
}

/** The paths that the edits touch, each once, sorted. */
export function changedPaths(edits: readonly Edit[]): string[] {
  return [...new Set(edits.map(({ path }) => path))].sort();
}

/**
 * Paths of the edits that others have changed meanwhile. Empty: the edits may be made on top of the newer program,
 * which `applyEdits` still has to accept as a whole.
 */
export function conflicts(edits: readonly Edit[], changed: readonly string[]): string[] {
  const others = new Set(changed);
  return changedPaths(edits).filter((path) => others.has(path));
}

/** Undefined for `halts/...`, which are not kept in the program. */
function placeOf(program: Program, path: string): { entries: Entries; key: string } | undefined {
  const cut = path.lastIndexOf('/');
  const entries = areas[path.slice(0, cut)]?.(program);
  return entries && { entries, key: path.slice(cut + 1) };
}
