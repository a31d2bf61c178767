import type { Tx } from '../../../../db/connection.ts';
import { pausesOf, resumesOf } from '../../../program/edits/beside-program.ts';
import type { Edit, Program } from '../../../program/schema.ts';
import { selectHalts } from '../../sql/halts.ts';
import { countWaitingEmails } from '../../sql/population.ts';
import type { Population } from '../types.ts';

/** What waits behind the halts that the edits lift. `base` is the program in force. */
export async function measureResumed(
  tx: Tx,
  base: Program,
  edits: readonly Edit[],
): Promise<NonNullable<Population['resumed']>> {
  const targets = new Set(resumesOf(edits));
  if (targets.size === 0) return [];
  const resumed = [];
  for (const { target, at } of await selectHalts(tx)) {
    if (!targets.has(target)) continue;
    resumed.push({ target, since: at, emails: await emailsBehind(tx, base, target) });
  }
  return resumed;
}

/** What will wait behind the halts that the edits put. */
export async function measurePaused(
  tx: Tx,
  base: Program,
  edits: readonly Edit[],
): Promise<NonNullable<Population['paused']>> {
  const paused = [];
  for (const { target } of pausesOf(edits))
    paused.push({ target, emails: await emailsBehind(tx, base, target) });
  return paused;
}

function emailsBehind(tx: Tx, program: Program, target: string): Promise<number> {
  const tracks = target === '*' ? Object.keys(program.tracks) : [target];
  return countWaitingEmails(
    tx,
    tracks.map((track) => ({ track, steps: emailSteps(program, track) })),
  );
}

function emailSteps(program: Program, track: string): string[] {
  return (program.tracks[track]?.steps ?? []).flatMap((step) => (step.kind === 'email' ? [step.id] : []));
}
