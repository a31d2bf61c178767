import { applyEdits, editsBetween } from '../../engine/program/edits.ts';
import type { Program } from '../../engine/program/schema.ts';
import { vocabularyOf } from '../../engine/program/score-models.ts';
import type { Change } from '../../engine/runtime/changes/types.ts';
import type { ExpectedChange } from '../task.ts';
import { matches } from './matches.ts';
import { entryOf, type Sides, valueAt } from './place.ts';

/** In what a filed change is not what a task expects; empty when it is. */
export function changeFaults(
  expected: ExpectedChange,
  change: Pick<Change, 'edits' | 'rollbackTo'>,
  base: Program,
): string[] {
  if (expected.rolls_back_to !== change.rollbackTo)
    return [`it ${goesBack(change.rollbackTo)}, and should: ${goesBack(expected.rolls_back_to)}`];
  const sides: Sides = { base, proposed: applyEdits(base, change.edits), edits: change.edits };
  return [
    ...touchFaults(expected, sides),
    ...valueFaults(expected, sides),
    ...enrolFaults(expected, change.edits),
  ];
}

function goesBack(version: number | undefined): string {
  return version === undefined ? 'goes back to no version' : `goes back to version ${version}`;
}

function touchFaults(expected: ExpectedChange, sides: Sides): string[] {
  const { touches, sets, removes, enrols, rolls_back_to: version } = expected;
  if (touches === undefined && version !== undefined) return [];
  const beside = sides.edits.map(({ path }) => path).filter((path) => /^(?:halts|enrolments)\//.test(path));
  const touched = new Set([...editsBetween(sides.base, sides.proposed).map(({ path }) => path), ...beside]);
  if (touches === 'new')
    return [...touched]
      .filter((path) => beside.includes(path) || valueAt(sides, path, 'base') !== undefined)
      .map((path) => `it touches ${path}, which is not new`);
  const paths = touches ?? [
    ...Object.keys(sets),
    ...removes,
    ...(enrols ? [`enrolments/${enrols.track}`] : []),
  ];
  const wanted = new Set(paths.map((path) => entryOf(sides, path)));
  return [
    ...[...touched].filter((path) => !wanted.has(path)).map((path) => `it touches ${path} too`),
    ...[...wanted].filter((path) => !touched.has(path)).map((path) => `it leaves ${path} as it is`),
  ];
}

function valueFaults({ sets, removes }: ExpectedChange, sides: Sides): string[] {
  const vocabulary = vocabularyOf(sides.proposed);
  const unlike = Object.entries(sets).flatMap(([path, wanted]) => {
    const value = valueAt(sides, path);
    return matches(wanted, value, vocabulary)
      ? []
      : [`${path} is ${shown(value)}, and should be ${shown(wanted)}`];
  });
  const kept = removes.flatMap((path) => {
    if (path.startsWith('halts/'))
      return sides.edits.some((edit) => edit.op === 'remove' && edit.path === path)
        ? []
        : [`${path} is not lifted`];
    const gone = valueAt(sides, path, 'base');
    if (gone === undefined) return [`there is no ${path} to remove`];
    return isKept(sides, path, gone) ? [`${path} is still there`] : [];
  });
  return [...unlike, ...kept];
}

/** What stood at the path may stand at another place of its list now: a step is known by its id. */
function isKept(sides: Sides, path: string, gone: unknown): boolean {
  const id = (gone as { id?: unknown } | null)?.id;
  const own = typeof id === 'string' ? path.replace(/[^/]+$/, id) : path;
  return valueAt(sides, own) !== undefined;
}

function enrolFaults({ enrols }: ExpectedChange, edits: Change['edits']): string[] {
  const made = edits.filter((edit) => edit.op === 'enrol');
  if (!enrols) return [];
  const leads = made
    .filter(({ path }) => path === `enrolments/${enrols.track}`)
    .reduce((sum, edit) => sum + edit.leads.length, 0);
  return leads === enrols.leads ? [] : [`it puts ${leads} leads on ${enrols.track}, not ${enrols.leads}`];
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'not there';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
