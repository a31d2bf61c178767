import type { Tx } from '../../../db/connection.ts';
import { compileProgram } from '../../program/compile/compile.ts';
import { programHash } from '../../program/hash.ts';
import type { Program } from '../../program/schema.ts';
import { noAccounts } from '../accounts/accounts.ts';
import { backfill } from '../backfill.ts';
import type { Batch } from '../batch.ts';
import { decideLead } from '../decide-lead.ts';
import { createProgramCache } from '../program-cache.ts';
import { readLeads } from '../sql/claim.ts';
import { activeVersion } from '../sql/programs.ts';
import { createWrites } from '../writes.ts';
import { findNamed } from './named-leads.ts';
import type { EnrolledTrack, NamedEnrolment } from './types.ts';

/**
 * What `enrolLeads` would do now under the proposed program, by deciding as it does. Locks and writes nothing; what
 * waits in the inbox of a lead is not looked at.
 */
export async function previewEnrolment(
  tx: Tx,
  { proposed, now, halted }: { proposed: Program; now: number; halted: readonly string[] },
  enrolments: readonly NamedEnrolment[],
): Promise<EnrolledTrack[]> {
  const named = await findNamed(tx, enrolments, (ids) => readLeads(tx, ids));
  const batch = { ...(await imaginedBatch(tx, proposed, now, halted)), decided: named.decided };
  const backfilled = await backfill(
    batch,
    named.works.map(({ lead }) => lead),
  );
  for (const { lead, commands } of named.works) {
    const inputs = commands.map((command) => ({ body: { kind: 'command', command, by: 'plan' } as const }));
    // A defect is told as the reason, and does not keep the others from being looked at.
    decideLead(batch, lead, inputs, noAccounts(), createWrites(), backfilled.get(lead.id));
  }
  return named.result();
}

/** As if the proposed program were in force. */
async function imaginedBatch(
  tx: Tx,
  program: Program,
  now: number,
  halted: readonly string[],
): Promise<Batch> {
  const version = (await activeVersion(tx)) + 1;
  const compiled = compileProgram(program, version);
  return {
    tx,
    active: { version, hash: programHash(program), program, compiled },
    programs: createProgramCache(),
    ...(halted.length > 0 && { halted }),
    semantics: 0,
    now,
    inboxInUse: false,
    erasedAny: false,
    log: () => {},
  };
}
