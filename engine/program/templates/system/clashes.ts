import { entriesOf } from '../../edits.ts';
import { areas, type Edit, type Program } from '../../schema.ts';

/** The paths at which the program has something already, tracks first; a system may only be added where there is nothing. */
export function clashesOf(edits: readonly Edit[], program: Program): string[] {
  const taken = new Set(
    areas.flatMap((area) => Object.keys(entriesOf(program, area)).map((id) => `${area.path}/${id}`)),
  );
  const clashes = edits.flatMap(({ path }) => (taken.has(path) ? [path] : []));
  const isTrack = (path: string) => path.startsWith('tracks/');
  return [...clashes.filter(isTrack), ...clashes.filter((path) => !isTrack(path))];
}
