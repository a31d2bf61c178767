import type { Tx } from '../../../../db/connection.ts';
import { TrellisError } from '../../../../db/errors.ts';
import { laneOfLead } from '../../../../db/lanes.ts';
import type { LeadId } from '../../../core/types.ts';
import { beforeAllLeads } from '../../sql/in-flight.ts';
import { haltedAfter } from '../halts.ts';
import { oneChange } from '../open.ts';
import type { ChangesOptions } from '../options.ts';
import { validProgram } from '../valid-program.ts';
import { migrateLeads, touchedTracks } from './migrate-leads.ts';
import type { MigratedLead, MigrationPage } from './types.ts';

/**
 * What becomes of the leads in flight one by one, were the change in force now, on the program that is. Throws
 * `change.settled` for one that is not open any more: its plan keeps the counts.
 */
export async function listMigration(
  options: ChangesOptions,
  tx: Tx,
  id: string,
  { after, limit }: { after?: LeadId; limit: number },
): Promise<MigrationPage> {
  const { edits, status } = await oneChange(tx, id);
  if (status !== 'proposed' && status !== 'approved' && status !== 'scheduled') {
    throw new TrellisError(
      'change.settled',
      `This change is ${status}: its leads in flight are worked out while it is open. What was counted stands in its plan.`,
    );
  }
  const { program: base } = await options.engine.program(undefined, tx);
  const proposed = await validProgram(options, tx, base, edits);
  const halted = await haltedAfter(tx, edits);
  const tracks = touchedTracks(base, proposed);
  const from = after === undefined ? beforeAllLeads : { lane: laneOfLead(after), id: after };
  const leads: MigratedLead[] = [];
  const input = { base, proposed, now: options.clock(), halted };
  for await (const { migrated } of migrateLeads(tx, input, { tracks, after: from, limit })) {
    leads.push(migrated);
  }
  const last = leads.at(-1);
  return { leads, ...(leads.length === limit && last && { next: last.lead }) };
}
