import type { Tx } from '../../../db/connection.ts';
import type { Edit, Program } from '../../program/schema.ts';
import { selectHalts } from '../sql/halts.ts';
import { countWaitingEmails } from '../sql/population.ts';
import { resumedTargets } from './halts.ts';
import type { Population } from './types.ts';

/** What waits behind the halts that the edits lift. `base` is the program in force. */
export async function measureResumed(
  tx: Tx,
  base: Program,
  edits: readonly Edit[],
): Promise<NonNullable<Population['resumed']>> {
  const targets = new Set(resumedTargets(edits));
  if (targets.size === 0) return [];
  const resumed = [];
  for (const { target, at } of await selectHalts(tx)) {
    if (!targets.has(target)) continue;
    const tracks = target === '*' ? Object.keys(base.tracks) : [target];
    const emails = await countWaitingEmails(
      tx,
      tracks.map((track) => ({ track, steps: emailSteps(base, track) })),
    );
    resumed.push({ target, since: at, emails });
  }
  return resumed;
}

function emailSteps(program: Program, track: string): string[] {
  return (program.tracks[track]?.steps ?? []).flatMap((step) => (step.kind === 'email' ? [step.id] : []));
}
