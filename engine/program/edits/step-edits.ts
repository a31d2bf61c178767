import { didYouMean } from '../condition/names.ts';
import type { Edit, Program } from '../schema.ts';
import { type Finding, finding, unknownName } from '../validate/findings.ts';
import { targetsOf } from '../validate/flow.ts';
import { isRecord } from '../walk-schema.ts';

export type StepEdit = Extract<Edit, { op: 'put' | 'remove' }>;

/** The track and step of `tracks/ID/steps/STEP`; undefined for any other path. */
export function stepPlaceOf(path: string): { track: string; step: string } | undefined {
  const [, track, step] = /^tracks\/([^/]+)\/steps\/([^/]+)$/.exec(path) ?? [];
  return track === undefined || step === undefined ? undefined : { track, step };
}

/** Why what is not there is not removed. */
export function nothingHere(id: string, known: readonly string[]): string {
  const near = didYouMean(id, known);
  return `there is nothing here to remove${near && `.${near}`}`;
}

/** Puts, moves or removes one step of the draft's track; gives what keeps it from that. */
export function editStep(tracks: Record<string, unknown>, edit: StepEdit): Finding[] {
  const place = stepPlaceOf(edit.path);
  if (place === undefined) return [];
  const track = Object.hasOwn(tracks, place.track) ? tracks[place.track] : undefined;
  if (!isRecord(track) || !Array.isArray(track.steps)) {
    return [finding('edit.nothing', edit.path, unknownName('track', place.track, tracks))];
  }
  const steps: unknown[] = track.steps;
  const at = placeOf(steps, place.step);
  if (at === 'several') return [finding('step.same_id', edit.path, twice(place.step))];
  if (edit.op === 'put') return putStep(steps, at, place.step, edit);
  if (at === undefined)
    return [
      finding(
        'edit.nothing',
        edit.path,
        nothingHere(
          place.step,
          steps.map((step) => String(Object(step).id)),
        ),
      ),
    ];
  steps.splice(at, 1);
  return [];
}

function putStep(
  steps: unknown[],
  at: number | undefined,
  id: string,
  { path, value, after }: Extract<Edit, { op: 'put' }>,
): Finding[] {
  if (isRecord(value) && value.id !== undefined && value.id !== id) {
    const message = `the step is called "${id}" by its path and ${JSON.stringify(value.id)} by its value; leave "id" out of the value, or give both the same`;
    return [finding('edit.step_id', path, message)];
  }
  const step = isRecord(value) ? { id, ...structuredClone(value) } : value;
  if (after === undefined) {
    if (at === undefined) return [finding('edit.place', path, `"after" is missing: ${whereTo(steps)}`)];
    steps[at] = step;
    return [];
  }
  if (after === id) return [finding('edit.place', path, 'a step cannot come after itself; name another')];
  const before = after === null ? -1 : placeOf(steps, after);
  if (before === 'several') return [finding('step.same_id', path, twice(after as string))];
  if (before === undefined) {
    const message = `there is no step "${after}" in this track to come after; ${whereTo(steps)}`;
    return [finding('edit.place', path, message)];
  }
  if (at !== undefined) steps.splice(at, 1);
  steps.splice((at !== undefined && at < before ? before - 1 : before) + 1, 0, step);
  return [];
}

function placeOf(steps: readonly unknown[], id: string): number | 'several' | undefined {
  const places = steps.flatMap((step, place) => (isRecord(step) && step.id === id ? [place] : []));
  return places.length > 1 ? 'several' : places[0];
}

function twice(id: string): string {
  return `two steps are called "${id}", so it is not known which is meant; give each its own id first`;
}

function whereTo(steps: readonly unknown[]): string {
  const ids = steps.flatMap((step) => (isRecord(step) ? [String(step.id)] : []));
  return `say which step it comes after (${ids.join(', ')}), or null to be the first`;
}

/** Tracks that the edits leave without a step, each at the edit that took the last one. */
export function emptiedTracks(tracks: Record<string, unknown>, edits: readonly Edit[]): Finding[] {
  const emptied = edits.flatMap((edit) => {
    const place = edit.op === 'remove' ? stepPlaceOf(edit.path) : undefined;
    const track = place && tracks[place.track];
    return isRecord(track) && Array.isArray(track.steps) && track.steps.length === 0
      ? [[place?.track, edit.path] as const]
      : [];
  });
  return [...new Map(emptied).values()].map((path) =>
    finding(
      'edit.last_step',
      path,
      'a track needs a step: remove the whole track, or put another step in the same change',
    ),
  );
}

/** Removed steps that other steps still lead to, each at the edit that removes it. */
export function stepsInUse(program: Program, edits: readonly Edit[]): Finding[] {
  return edits.flatMap((edit) => {
    const place = edit.op === 'remove' ? stepPlaceOf(edit.path) : undefined;
    const track = place && program.tracks[place.track];
    if (!place || !track || track.steps.some(({ id }) => id === place.step)) return [];
    const leading = track.steps.filter((step) => targetsOf(step).some(([, to]) => to === place.step));
    if (leading.length === 0) return [];
    const names = leading.map(({ id }) => `"${id}"`).join(' and ');
    const message = `${names} ${leading.length === 1 ? 'leads' : 'lead'} to it; have ${leading.length === 1 ? 'that step' : 'those steps'} lead elsewhere in the same change`;
    return [finding('edit.step_in_use', edit.path, message)];
  });
}
