import type { Database } from '../../db/connection.ts';
import type { LeadId } from '../core/types.ts';
import { type Batch, type BatchSettings, beginBatch } from './batch.ts';
import { decideBatch } from './decide-batch.ts';
import { parkedMark } from './decide-lead.ts';
import { halveRefused, isDataError } from './halve-refused.ts';
import { loadLead } from './loaded-lead.ts';
import { retryRaces } from './retry-races.ts';
import { claimDue, claimOutdated, claimWaiting, type LeadRow, lockLeads } from './sql/claim.ts';
import { forwardInbox } from './sql/merge.ts';
import { parkLead } from './sql/park.ts';

/**
 * One transaction: takes up to `limit` leads that nobody else holds (due timers first, then those with waiting
 * inputs, then those an older program decided last) and decides what they need. Gives how many it took. A lead whose
 * rows the database refuses is parked; the others of its batch are decided.
 */
export async function runDueBatch(
  db: Database,
  settings: BatchSettings,
  lanes: readonly number[],
  limit: number,
): Promise<number> {
  let claimed: readonly LeadId[] = [];
  const decide = (take: (batch: Batch) => Promise<LeadRow[]>) =>
    retryRaces(() =>
      db.transaction(async (tx) => {
        const batch = await beginBatch(tx, settings);
        const rows = await take(batch);
        claimed = rows.map((row) => row.id);
        const works = rows.map((row) => ({ lead: loadLead(row), inputs: [] }));
        if (works.length > 0) await decideBatch(batch, works);
        return claimed;
      }),
    );
  try {
    return (await decide((batch) => claim(batch, lanes, limit))).length;
  } catch (error) {
    if (!isDataError(error)) throw error;
  }
  const taken = await halveRefused(
    claimed,
    (ids) => decide(({ tx }) => lockLeads(tx, ids)),
    (id, reason) => park(db, settings, id, reason),
  );
  return taken.length;
}

/** What waits for the lead stays in the inbox; the next program version tries it once. */
function park(db: Database, settings: BatchSettings, id: LeadId, reason: string): Promise<LeadId> {
  return retryRaces(() =>
    db.transaction(async (tx) => {
      const { active, log } = await beginBatch(tx, settings);
      const fault = `${parkedMark(active.version)}${reason}`;
      log('A lead is parked because the database refused what was decided for it.', { lead: id, fault });
      await parkLead(tx, id, fault);
      return id;
    }),
  );
}

async function claim(
  { tx, now, active, inboxInUse }: Batch,
  lanes: readonly number[],
  limit: number,
): Promise<LeadRow[]> {
  if (inboxInUse) await forwardInbox(tx);
  const claimed = new Map<LeadId, LeadRow>();
  const add = (rows: readonly LeadRow[]) => {
    for (const row of rows) claimed.set(row.id, row);
  };
  add(await claimDue(tx, lanes, now, limit));
  if (inboxInUse && claimed.size < limit) add(await claimWaiting(tx, lanes, limit - claimed.size));
  if (claimed.size < limit) {
    add(await claimOutdated(tx, lanes, active.version, parkedMark(active.version), limit - claimed.size));
  }
  return [...claimed.values()];
}
