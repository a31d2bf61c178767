import type { Database } from '../../db/connection.ts';
import type { LeadId } from '../core/types.ts';
import { type Batch, type BatchSettings, beginBatch, decideBatch } from './batch.ts';
import { parkedMark } from './decide-lead.ts';
import { loadLead } from './loaded-lead.ts';
import { claimDue, claimOutdated, claimWaiting, type LeadRow } from './sql/claim.ts';

/**
 * One transaction: takes up to `limit` leads that nobody else holds (due timers first, then those with waiting
 * inputs, then those an older program decided last) and decides what they need. Gives how many it took.
 */
export function runDueBatch(
  db: Database,
  settings: BatchSettings,
  lanes: readonly number[],
  limit: number,
): Promise<number> {
  return db.transaction(async (tx) => {
    const batch = await beginBatch(tx, settings);
    const rows = await claim(batch, lanes, limit);
    if (rows.length > 0)
      await decideBatch(
        batch,
        rows.map((row) => ({ lead: loadLead(row), inputs: [] })),
      );
    return rows.length;
  });
}

async function claim(
  { tx, now, active, inboxInUse }: Batch,
  lanes: readonly number[],
  limit: number,
): Promise<LeadRow[]> {
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
