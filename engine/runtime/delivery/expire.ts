import type { Database } from '../../../db/connection.ts';
import { laneOfLead } from '../../../db/lanes.ts';
import type { Instant } from '../../core/types.ts';
import type { Batch } from '../batch.ts';
import { claimExpired, type OutboxKey, peekExpired, putOffRows } from '../sql/outbox.ts';
import type { EffectSender, Reconciled } from '../types.ts';
import { failedByMerge, keyOf, type Settled, settle } from './settle-deliveries.ts';

/** What the senders could tell of deliveries whose process did not come back, by row. */
export type Reconciliation = ReadonlyMap<string, Reconciled>;

/** Asks the senders, outside of any transaction. Undefined when nothing has expired. */
export async function reconcile(
  db: Database,
  lanes: readonly number[],
  senders: readonly EffectSender[],
  now: Instant,
  limit: number,
): Promise<Reconciliation | undefined> {
  const rows = await peekExpired(db, lanes, now, limit);
  if (rows.length === 0) return undefined;
  const answers = new Map<string, Reconciled>();
  for (const row of rows) {
    const { lead_id, effect, fields, demo } = row;
    const sender = senders.find(({ kind }) => kind === effect.kind);
    if (!sender?.reconcile || fields === null) continue;
    const lead = { fields, demo: demo ?? false };
    const item = { key: keyOf(row), lane: laneOfLead(lead_id), leadId: lead_id, lead, effect };
    const answer = await sender.reconcile(item);
    if (answer) answers.set(nameOf(row), answer);
  }
  return answers;
}

/** Settles what has expired: as its sender tells, else in doubt. Gives how many rows it took. */
export async function expire(
  batch: Batch,
  lanes: readonly number[],
  limit: number,
  known: Reconciliation,
): Promise<number> {
  const rows = await claimExpired(batch.tx, lanes, batch.now, limit);
  if (rows.length === 0) return 0;
  const answerOf = (row: OutboxKey) => known.get(nameOf(row));
  const unsent = rows.filter((row) => answerOf(row)?.status === 'unsent');
  const again = { notBefore: batch.now, counts: false, result: null };
  const gone =
    unsent.length > 0
      ? await putOffRows(
          batch.tx,
          unsent.map((row) => ({ ...row, ...again })),
        )
      : [];
  const settled: Settled[] = gone.map(failedByMerge);
  for (const row of rows) {
    const answer = answerOf(row);
    if (answer?.status !== 'unsent') settled.push({ ...row, outcome: answer ?? { status: 'in_doubt' } });
  }
  const doubtful = settled.filter(({ outcome }) => outcome.status === 'in_doubt').length;
  if (doubtful > 0)
    batch.log('Deliveries are in doubt: their sender did not come back.', { count: doubtful });
  if (settled.length > 0) await settle(batch, settled, 'sending');
  return rows.length;
}

function nameOf(row: OutboxKey): string {
  return `${row.lead_id}:${keyOf(row)}`;
}
