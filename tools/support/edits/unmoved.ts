import { isDeepStrictEqual } from 'node:util';
import { type Fault, TrellisError } from '../../../db/errors.ts';
import { valueAt } from '../../../engine/program/edits.ts';
import type { Services } from '../../services.ts';

/** What a text was made from: the thing at this path, as this version of the program has it. */
export interface TextBase {
  path: string;
  base: number;
}

/** The version that the first lines of a text say it is of, as a resource gives them: `# base: 12`. */
export function baseOfText(text: string): number | undefined {
  const said = /^(?:#.*\n)*?# base: (\d{1,7})[ \t]*\r?\n/.exec(text)?.[1];
  return said === undefined ? undefined : Number(said);
}

/** Throws `change.conflict` where a text would take back what was changed since the version that it was made from. */
export async function assertUnmoved(bases: readonly TextBase[], engine: Services['engine']): Promise<void> {
  const active = await engine.program();
  const faults: Fault[] = [];
  for (const { path, base } of bases) {
    if (base === active.version) continue;
    if (base < 1 || base > active.version) {
      faults.push({ path, message: `there is no version ${base} here, ${active.version} is in force` });
      continue;
    }
    const { program } = await engine.program(base);
    if (!isDeepStrictEqual(valueAt(program, path), valueAt(active.program, path)))
      faults.push({ path, message: `it was changed after version ${base}; ${active.version} is in force` });
  }
  if (faults.length === 0) return;
  throw new TrellisError(
    'change.conflict',
    'A text was made from an earlier version, and would take back what others changed since. Read it again, make the edit in what it says now, and call again.',
    { faults },
  );
}
