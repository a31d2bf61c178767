import { canonicalJson } from '../../../db/canonical.ts';
import type { Track } from '../../../engine/program/schema.ts';
import { type DraftStep, type DraftTrack, type Made, type TrackOf, titled } from './made.ts';
import type { WishedEdit } from './wished.ts';

/** The change that makes `after` of a track, step by step; a problem when nothing differs. */
export function changedTrack(
  title: string,
  { id, track }: TrackOf,
  after: DraftTrack,
  notes: string[] = [],
): Made {
  const edits = trackEdits(id, track, after);
  if (edits.length === 0) return { problem: `${track.title} is like that already.` };
  return { title: titled(title), edits, ...(notes.length > 0 && { notes }) };
}

/** The same where only steps differ. */
export function changedSteps(
  title: string,
  of: TrackOf,
  steps: readonly DraftStep[],
  notes?: string[],
): Made {
  return changedTrack(title, of, { ...of.track, steps }, notes);
}

/** Edits that make `after` of the track, the fewest where steps are only added, changed and taken out. */
export function trackEdits(id: string, before: Track, after: DraftTrack): WishedEdit[] {
  const path = `tracks/${id}`;
  const { steps: _, ...was } = before;
  const { steps, ...is } = after;
  const fields = difference(was, is);
  const kept = new Set(steps.map((step) => step.id));
  const removals = before.steps
    .filter((step) => !kept.has(step.id))
    .map((step): WishedEdit => ({ op: 'remove', path: `${path}/steps/${step.id}` }));
  return [
    ...(Object.keys(fields).length > 0 ? [{ op: 'patch', path, value: fields } as const] : []),
    ...removals,
    ...stepEdits(
      `${path}/steps`,
      before.steps.filter((step) => kept.has(step.id)),
      steps,
    ),
  ];
}

function stepEdits(path: string, before: readonly DraftStep[], after: readonly DraftStep[]): WishedEdit[] {
  const old = new Map(before.map((step) => [step.id, step]));
  // What the list is like after the edits so far.
  const order = before.map(({ id }) => id);
  return after.flatMap((step, place): WishedEdit[] => {
    const was = old.get(step.id);
    const previous = after[place - 1]?.id ?? null;
    const moved = order[place] !== step.id;
    if (moved) {
      if (was) order.splice(order.indexOf(step.id), 1);
      order.splice(place, 0, step.id);
    }
    const at = { path: `${path}/${step.id}`, ...(moved && { after: previous }) };
    const { id: _, ...value } = step;
    if (was === undefined) return [{ op: 'put', value, ...at }];
    const fields = difference(was, step);
    return moved || Object.keys(fields).length > 0 ? [{ op: 'patch', value: fields, ...at }] : [];
  });
}

/** As a merge patch, one level deep where a member is an object: what is there and not wanted any more is null. */
function difference(was: object, is: object): Record<string, unknown> {
  const [before, after] = [Object.entries(was), Object.entries(is)].map(
    (entries) => new Map<string, unknown>(entries.filter(([, value]) => value !== undefined)),
  ) as [Map<string, unknown>, Map<string, unknown>];
  const fields: [string, unknown][] = [];
  for (const name of before.keys()) if (!after.has(name)) fields.push([name, null]);
  for (const [name, value] of after) {
    const old = before.get(name);
    if (old !== undefined && canonicalJson(old) === canonicalJson(value)) continue;
    fields.push([name, isObject(old) && isObject(value) ? difference(old, value) : value]);
  }
  return Object.fromEntries(fields);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
