import type { Tx } from '../../../db/connection.ts';
import { compileProgram } from '../../program/compile/compile.ts';
import { programHash } from '../../program/hash.ts';
import type { Program } from '../../program/schema.ts';
import { createProgramCache } from '../program-cache.ts';
import { createRehearsal } from '../rehearse.ts';
import { readLeads } from '../sql/claim.ts';
import { activeVersion } from '../sql/programs.ts';
import { findNamed } from './named-leads.ts';
import type { EnrolledTrack, NamedEnrolment } from './types.ts';

/** What `enrolLeads` would do now under the proposed program, by deciding as it does. Locks and writes nothing. */
export async function previewEnrolment(
  tx: Tx,
  { proposed, now, halted }: { proposed: Program; now: number; halted: readonly string[] },
  enrolments: readonly NamedEnrolment[],
): Promise<EnrolledTrack[]> {
  const named = await findNamed(tx, enrolments, (ids) => readLeads(tx, ids));
  const version = (await activeVersion(tx)) + 1;
  const compiled = compileProgram(proposed, version);
  const active = { version, hash: programHash(proposed), program: proposed, compiled };
  const rehearsal = await createRehearsal(tx, { programs: createProgramCache(), active, now, halted });
  const inputs = named.works.map(({ row, commands }) => {
    const bodies = commands.map((command) => ({ body: { kind: 'command', command, by: 'plan' } as const }));
    return [row.id, bodies] as const;
  });
  const rows = named.works.map(({ row }) => row);
  for (const { decisions } of await rehearsal.take(rows, new Map(inputs)))
    for (const { input, decision } of decisions) named.decided(input, decision);
  return named.result();
}
