import type { Database, Tx } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import type { Command, LeadId } from '../core/types.ts';
import { appendAudit } from './audit/append.ts';
import { type BatchSettings, beginBatch } from './batch.ts';
import { decideBatch } from './decide-batch.ts';
import { loadLead } from './loaded-lead.ts';
import { retryRaces } from './retry-races.ts';
import { type LeadRow, lockLead } from './sql/claim.ts';
import { findGone } from './sql/merge.ts';

/** Commands that are on record beside the log of the lead, which is erased with it. */
const audited: { readonly [C in Command['do']]?: 'suppress' | 'lift_suppression' } = {
  suppress: 'suppress',
  lift: 'lift_suppression',
};

/** Waits for the lead and decides at once; for a parked lead the command waits with its other inputs. */
export async function commandLead(
  db: Database,
  settings: BatchSettings,
  leadId: LeadId,
  command: Command,
  by: string,
): Promise<void> {
  await retryRaces(() =>
    db.transaction(async (tx) => {
      const batch = await beginBatch(tx, settings);
      const row = (await lockLead(tx, leadId)) ?? (await lockWhereItLivesOn(tx, leadId));
      if (!row) throw new TrellisError('lead.unknown', `There is no lead ${leadId}; find it by its email.`);
      await decideBatch(batch, [
        { lead: loadLead(row), inputs: [{ body: { kind: 'command', command, by } }] },
      ]);
      const action = audited[command.do];
      if (action) appendAudit(tx, { action, at: batch.now, by, details: { lead: row.id } });
    }),
  );
}

async function lockWhereItLivesOn(tx: Tx, leadId: LeadId): Promise<LeadRow | undefined> {
  const to = (await findGone(tx, [leadId]))[0]?.to;
  return to ? lockLead(tx, to) : undefined;
}
