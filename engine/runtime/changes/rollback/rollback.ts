import type { Tx } from '../../../../db/connection.ts';
import { TrellisError } from '../../../../db/errors.ts';
import { editsBetween } from '../../../program/edits.ts';
import { programHash } from '../../../program/hash.ts';
import type { Edit, Program } from '../../../program/schema.ts';
import type { ChangesOptions } from '../options.ts';

/**
 * The edits that make an earlier version again, and what to call them. Throws `program.unknown`, and `change.empty`
 * when the program in force says the same.
 */
export async function rollbackEdits(
  { engine }: Pick<ChangesOptions, 'engine'>,
  version: number,
): Promise<{ title: string; edits: Edit[] }> {
  const active = await engine.program();
  const then = await engine.program(version);
  const edits = editsBetween(active.program, then.program);
  if (edits.length === 0) {
    const same =
      version === active.version
        ? `Version ${version} is in force`
        : `Version ${active.version}, which is in force, says the same as version ${version}`;
    throw new TrellisError('change.empty', `${same}; there is nothing to go back to.`);
  }
  return { title: `Roll back to version ${version}`, edits };
}

/** The edits were made of the program that was in force then. Throws `program.moved` when another came into force since. */
export async function assertMakes(
  { engine }: Pick<ChangesOptions, 'engine'>,
  tx: Tx,
  proposed: Program,
  version: number,
): Promise<void> {
  const { hash } = await engine.program(version, tx);
  if (programHash(proposed) === hash) return;
  throw new TrellisError(
    'program.moved',
    'Another version came into force at this very moment; ask for the rollback again, to take that back as well.',
  );
}
