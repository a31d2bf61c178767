import { canonicalJson } from '../../../db/canonical.ts';
import { editsBetween } from '../edits.ts';
import type { Edit, Program, Step, Track } from '../schema.ts';
import { stepPlaceOf } from './step-edits.ts';

/**
 * What the edits touch: their paths, and of steps that come, go or move also the place after a step, which is written
 * `tracks/ID/steps/STEP>` and is not inside of that step. Leads that are enrolled enter the track that was shown.
 */
export function touchedBy(edits: readonly Edit[]): string[] {
  return sorted(edits.flatMap(touches));
}

/** What an edit that makes `b` of `a` has touched, whichever edits did it. */
export function touchedBetween(a: Program, b: Program): string[] {
  return sorted(
    editsBetween(a, b).flatMap(({ path }) => {
      const [, id = ''] = /^tracks\/([^/]+)$/.exec(path) ?? [];
      const [before, after] = [a.tracks[id], b.tracks[id]];
      return before && after && sameButSteps(before, after)
        ? touchedSteps(`${path}/steps`, before, after)
        : [path];
    }),
  );
}

/**
 * Paths of the edits that others have changed meanwhile, themselves or what they are part of. Empty: the edits may be
 * made on top of the newer program, which `applyEdits` still has to accept as a whole.
 */
export function conflicts(edits: readonly Edit[], touched: readonly string[]): string[] {
  const clashing = touchedBy(edits).filter((path) => touched.some((other) => clash(path, other)));
  return [...new Set(clashing.map((path) => path.replace(/\/?>$/, '')))];
}

function clash(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}

function touches(edit: Edit): string[] {
  if (edit.op === 'enrol') return [edit.path, `tracks/${edit.path.slice('enrolments/'.length)}`];
  const place = stepPlaceOf(edit.path);
  if (place === undefined || (edit.op === 'put' && edit.after === undefined)) return [edit.path];
  const own = [edit.path, `${edit.path}>`];
  return edit.op === 'put' ? [...own, `tracks/${place.track}/steps/${edit.after ?? ''}>`] : own;
}

/** Steps that were moved are not told apart from those they passed: all between the first and the last count. */
function touchedSteps(path: string, before: Track, after: Track): string[] {
  const [old, now] = [byId(before), byId(after)];
  const kept = (steps: readonly Step[], others: ReadonlyMap<string, Step>) =>
    steps.map(({ id }) => id).filter((id) => others.has(id));
  const [was, is] = [kept(before.steps, now), kept(after.steps, old)];
  const differs = (id: string, place: number) => id !== was[place];
  const first = is.findIndex(differs);
  const moved = first < 0 ? [] : is.slice(first, is.findLastIndex(differs) + 1);
  const came = after.steps.flatMap(({ id }) => (old.has(id) ? [] : [id]));
  const went = before.steps.flatMap(({ id }) => (now.has(id) ? [] : [id]));
  const others = after.steps.filter(
    (step) => old.has(step.id) && canonicalJson(old.get(step.id)) !== canonicalJson(step),
  );
  const ordered = after.steps.map(({ id }) => id);
  const placed = [...came, ...moved];
  return [
    ...[...placed, ...went, ...others.map(({ id }) => id)].map((id) => `${path}/${id}`),
    ...[...placed, ...went].map((id) => `${path}/${id}>`),
    ...placed.map((id) => `${path}/${ordered[ordered.indexOf(id) - 1] ?? ''}>`),
  ];
}

function sameButSteps(a: Track, b: Track): boolean {
  return canonicalJson({ ...a, steps: [] }) === canonicalJson({ ...b, steps: [] });
}

function byId({ steps }: Track): Map<string, Step> {
  return new Map(steps.map((step) => [step.id, step]));
}

function sorted(paths: readonly string[]): string[] {
  return [...new Set(paths)].sort();
}
