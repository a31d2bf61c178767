import { canonicalJson } from '../../db/canonical.ts';
import type { Area } from './areas.ts';
import { checkBesideProgram } from './edits/beside-program.ts';
import { editStep, emptiedTracks, nothingHere, stepPlaceOf, stepsInUse } from './edits/step-edits.ts';
import { formWords } from './form-words.ts';
import { formFaults, invalidProgram } from './parse.ts';
import { areas, type Edit, type Program, programSchema } from './schema.ts';
import { type Finding, finding } from './validate/findings.ts';
import { type ValidateOptions, validateProgram } from './validate.ts';

type Entries = Record<string, unknown>;

/**
 * The program with the edits made, in order; the given one is left as it is. Refused whole, with `program.invalid`
 * and every fault, when an edit removes what is not there, a step has no place, or what results is not a valid program.
 * Halts and enrolments are not the program's: that they are well formed and name tracks of it is all that is checked.
 */
export function applyEdits(program: Program, edits: readonly Edit[], options: ValidateOptions = {}): Program {
  const draft = structuredClone(program);
  const faults = edits.flatMap((edit) => applyLoosely(draft, edit));
  faults.push(...emptiedTracks(draft.tracks, edits), ...checkBesideProgram(edits, draft));
  if (faults.length > 0) throw invalidProgram(faults);
  const parsed = programSchema.safeParse(draft, { error: formWords });
  if (!parsed.success) throw invalidProgram(formFaults(parsed.error), draft);
  const inUse = stepsInUse(parsed.data, edits);
  if (inUse.length > 0) throw invalidProgram(inUse);
  const invalid = validateProgram(parsed.data, options);
  if (invalid.length > 0) throw invalidProgram(invalid, draft);
  return parsed.data;
}

/** Makes one edit in the draft, whose result may be no valid program yet. Gives what keeps it from that. */
export function applyLoosely(draft: Program, edit: Edit): Finding[] {
  if (edit.op === 'enrol') return [];
  if (stepPlaceOf(edit.path)) return editStep(draft.tracks, edit);
  if (edit.op === 'put' && edit.after !== undefined)
    return [finding('edit.place', edit.path, 'only a step comes after another; leave "after" out')];
  const place = placeOf(edit.path);
  if (place === undefined) return [];
  // Things are looked up by id in plain records: what every record has by itself cannot be one of them.
  if (edit.op === 'put' && place.key in {})
    return [finding('edit.id', edit.path, `nothing can be called "${place.key}"; choose another id`)];
  if (edit.op === 'put') put(draft, place.area, place.key, structuredClone(edit.value));
  else if (!remove(draft, place.area, place.key))
    return [
      finding('edit.nothing', edit.path, nothingHere(place.key, Object.keys(entriesOf(draft, place.area)))),
    ];
  return [];
}

/** Edits that make `b` of `a`, by path; empty when they are equal. `editsBetween(after, before)` undoes a change. */
export function editsBetween(a: Program, b: Program): Edit[] {
  return areas
    .flatMap((area): Edit[] => {
      const [before, after] = [entriesOf(a, area), entriesOf(b, area)];
      return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key): Edit[] => {
        const path = `${area.path}/${key}`;
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

/** What stands at a path of an edit; undefined when nothing does, as at `halts/...`. */
export function valueAt(program: Program, path: string): unknown {
  const step = stepPlaceOf(path);
  if (step && !Object.hasOwn(program.tracks, step.track)) return undefined;
  if (step) return program.tracks[step.track]?.steps.find(({ id }) => id === step.step);
  const place = placeOf(path);
  if (place === undefined) return undefined;
  const entries = entriesOf(program, place.area);
  return Object.hasOwn(entries, place.key) ? entries[place.key] : undefined;
}

/** Undefined for `halts/...`, which are not kept in the program. */
function placeOf(path: string): { area: Area; key: string } | undefined {
  const cut = path.lastIndexOf('/');
  const area = areas.find((known) => known.path === path.slice(0, cut));
  return area && { area, key: path.slice(cut + 1) };
}

/** The things of an area by id; empty where the program lacks it. */
export function entriesOf(program: Program, area: Area): Entries {
  return area.keys.reduce<Entries>((inside, key) => (inside[key] ?? {}) as Entries, program);
}

function put(draft: Program, area: Area, key: string, value: unknown): void {
  let inside: Entries = draft;
  for (const name of area.keys) {
    inside[name] ??= {};
    inside = inside[name] as Entries;
  }
  inside[key] = value;
}

/** Whether there was something to remove. */
function remove(draft: Program, area: Area, key: string): boolean {
  const entries = entriesOf(draft, area);
  if (!Object.hasOwn(entries, key)) return false;
  delete entries[key];
  const last = area.keys.at(-1) as string;
  const holder = area.keys.slice(0, -1).reduce<Entries>((inside, name) => inside[name] as Entries, draft);
  if (area.optional && Object.keys(entries).length === 0) delete holder[last];
  return true;
}
