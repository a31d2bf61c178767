import type { Queryable } from '../../../db/connection.ts';
import { TrellisError } from '../../../db/errors.ts';
import { changedPaths } from '../../program/edits.ts';
import type { Edit } from '../../program/schema.ts';
import { selectHalts } from '../sql/halts.ts';

/** What the edits resume: ids of tracks, `*` for all sending. */
export function resumedTargets(edits: readonly Edit[]): string[] {
  return changedPaths(edits).flatMap((path) => (path.startsWith('halts/') ? [path.slice(6)] : []));
}

/** Those of the resumed targets that nothing halts now. */
export async function notHalted(on: Queryable, edits: readonly Edit[]): Promise<string[]> {
  const targets = resumedTargets(edits);
  if (targets.length === 0) return [];
  const halted = new Set((await selectHalts(on)).map(({ target }) => target));
  return targets.filter((target) => !halted.has(target));
}

/** Throws `change.empty` when the edits lift a halt that does not exist. */
export async function assertHalted(on: Queryable, edits: readonly Edit[]): Promise<void> {
  const missing = await notHalted(on, edits);
  if (missing.length === 0) return;
  throw new TrellisError('change.empty', `${targetWords(missing)} not halted; there is nothing to resume.`);
}

/** `smb-fast-track is`, `All sending and smb-fast-track are`. */
export function targetWords(targets: readonly string[]): string {
  const names = targets.map((target) => (target === '*' ? 'All sending' : target)).join(' and ');
  return `${names} ${targets.length === 1 ? 'is' : 'are'}`;
}
