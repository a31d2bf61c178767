import type { Tx } from '../../../db/connection.ts';
import { TrellisError } from '../../../db/errors.ts';
import { type BatchSettings, beginBatch } from '../batch.ts';
import { decideBatch } from '../decide-batch.ts';
import { loadLead } from '../loaded-lead.ts';
import { createProgramCache } from '../program-cache.ts';
import { lockLeads } from '../sql/claim.ts';
import { findNamed } from './named-leads.ts';
import type { EnrolledTrack, NamedEnrolment } from './types.ts';

/**
 * Enrols the leads that a change names, within the transaction that activates its version: each reaches the version
 * and takes the command there, or is named as refused. Throws `enrol.failed`, so that the transaction ends without any
 * effect, when deciding for one of them fails. The caller retries lost races.
 */
export async function enrolLeads(
  tx: Tx,
  settings: BatchSettings,
  enrolments: readonly NamedEnrolment[],
  by: string,
): Promise<EnrolledTrack[]> {
  // Of its own: the version in force here is forgotten when this transaction is rolled back.
  const batch = await beginBatch(tx, { ...settings, programs: createProgramCache() });
  const named = await findNamed(tx, enrolments, (ids) => lockLeads(tx, ids, true));
  const kept = await decideBatch(
    { ...batch, decided: named.decided },
    named.works.map(({ row, commands }) => ({
      lead: loadLead(row),
      inputs: commands.map((command) => ({ body: { kind: 'command', command, by } })),
    })),
  );
  if (kept.length > 0) throw enrolFailed(kept.map(({ leadId }) => leadId));
  return named.result();
}

function enrolFailed(ids: readonly string[]): TrellisError {
  const leads = [...new Set(ids)];
  const others = leads.length > 1 ? ` and ${leads.length - 1} more` : '';
  return new TrellisError(
    'enrol.failed',
    `Nothing was done: lead ${leads[0]}${others} cannot be decided for now. See why with \`trellis explain ${leads[0]}\`, and ask for the change without ${leads.length > 1 ? 'them' : 'it'}.`,
  );
}
