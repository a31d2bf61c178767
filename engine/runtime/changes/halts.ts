import type { Queryable, Tx } from '../../../db/connection.ts';
import { TrellisError } from '../../../db/errors.ts';
import { quote } from '../../program/diff/words.ts';
import { pausesOf, resumesOf } from '../../program/edits/beside-program.ts';
import type { Edit, Program } from '../../program/schema.ts';
import { appendAudit } from '../audit/append.ts';
import { removeHalts } from '../sql/changes.ts';
import { insertHalt, selectHalts } from '../sql/halts.ts';

/** Those of the resumed targets that nothing halts now. */
export async function notHalted(on: Queryable, edits: readonly Edit[]): Promise<string[]> {
  const targets = resumesOf(edits);
  if (targets.length === 0) return [];
  const halted = new Set((await selectHalts(on)).map(({ target }) => target));
  return targets.filter((target) => !halted.has(target));
}

/** What is halted once the edits are in force, sorted. */
export async function haltedAfter(on: Queryable, edits: readonly Edit[]): Promise<string[]> {
  const resumed = new Set(resumesOf(edits));
  const standing = (await selectHalts(on)).map(({ target }) => target);
  const kept = standing.filter((target) => !resumed.has(target));
  return [...new Set([...kept, ...pausesOf(edits).map(({ target }) => target)])].sort();
}

/** Throws `change.empty` when the edits lift a halt that does not exist, or pause what is halted. */
export async function assertHaltsDiffer(
  on: Queryable,
  edits: readonly Edit[],
  program: Pick<Program, 'tracks'>,
): Promise<void> {
  const missing = await notHalted(on, edits);
  if (missing.length > 0)
    throw new TrellisError(
      'change.empty',
      `${targetWords(missing, program)} not halted; there is nothing to resume.`,
    );
  const pauses = pausesOf(edits).map(({ target }) => target);
  if (pauses.length === 0) return;
  const halted = new Set((await selectHalts(on)).map(({ target }) => target));
  const already = pauses.filter((target) => halted.has(target));
  if (already.length > 0)
    throw new TrellisError(
      'change.empty',
      `${targetWords(already, program)} halted already; there is nothing to pause.`,
    );
}

/** Lifts and puts the halts of an approved change. What somebody halted meanwhile stays as they halted it. */
export async function applyHalts(
  tx: Tx,
  edits: readonly Edit[],
  { by, at }: { by: string; at: number },
): Promise<void> {
  await removeHalts(tx, resumesOf(edits));
  for (const { target, reason } of pausesOf(edits)) {
    if (await insertHalt(tx, { target, by, at, reason }))
      appendAudit(tx, { action: 'halt', at, by, details: { target } });
  }
}

/** `“SMB fast track” is`, `All sending and “SMB fast track” are`. */
export function targetWords(targets: readonly string[], { tracks }: Pick<Program, 'tracks'>): string {
  const names = targets
    .map((target) => (target === '*' ? 'All sending' : quote(tracks[target]?.title ?? target)))
    .join(' and ');
  return `${names} ${targets.length === 1 ? 'is' : 'are'}`;
}
