import type { Database } from '../../../db/connection.ts';
import { addressOf } from '../../core/sending/address.ts';
import { type Batch, type BatchSettings, beginBatch } from '../batch.ts';
import { halveRefused } from '../halve-refused.ts';
import { retryRaces } from '../retry-races.ts';
import { type PutOff, putOffRows } from '../sql/outbox.ts';
import type { Delivered, EffectSender } from '../types.ts';
import { type Claimed, claimDeliveries, leaseMs } from './claim-deliveries.ts';
import { expire, reconcile } from './expire.ts';
import { outlast } from './outlast.ts';
import { isNotYet, type NotYet, putOff } from './put-off.ts';
import { failedByMerge, type Settled, settle } from './settle-deliveries.ts';

export type Dispatch = (
  lanes: readonly number[],
  senders: readonly EffectSender[],
  limit: number,
) => Promise<number>;

/**
 * Sends what is due: claims a few rows and commits them as `sending`, sends outside of any transaction, settles and
 * feeds the outcomes back as inputs; then the next few. A row is never sent twice: when a process dies between the
 * two commits its rows become in doubt, unless their sender can tell what became of them.
 */
export function createDispatch(db: Database, settings: BatchSettings, sendAtOnce: number): Dispatch {
  const inBatch = <T>(body: (batch: Batch) => Promise<T>) =>
    retryRaces(() => db.transaction(async (tx) => body(await beginBatch(tx, settings))));
  const warned = new Set<string>();

  /** Gives what each row's sender made of it; undefined for a row that was not handed over. */
  const send = (claimed: readonly Claimed[], senders: readonly EffectSender[], claimedAt: number) =>
    Promise.all(
      claimed.map(async ({ delivery }): Promise<Delivered | undefined> => {
        // This process was held up: the rest of the lease may be too short for a slow server.
        if (settings.clock() - claimedAt > leaseMs / 2) return undefined;
        const sender = senders.find(({ kind }) => kind === delivery.effect.kind);
        try {
          return await sender?.send(delivery);
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          settings.log('A delivery failed.', { lead: delivery.leadId, effect: delivery.key, reason });
          return { status: 'failed', reason };
        }
      }),
    );

  /** What was handed over is known by this process only: an answer lost with the database would be in doubt for good. */
  const recorded = <T>(body: (batch: Batch) => Promise<T>) => outlast(() => inBatch(body));
  const record = async (claimed: readonly Claimed[], delivered: readonly (Delivered | undefined)[]) => {
    const settled: Settled[] = [];
    const back: { row: Claimed; result: NotYet | undefined }[] = [];
    for (const [n, row] of claimed.entries()) {
      const result = delivered[n];
      if (result === undefined || isNotYet(result)) back.push({ row, result });
      else settled.push(settledOf(row, result));
    }
    if (back.length > 0) settled.push(...(await recorded((batch) => putBack(batch, back, warned))));
    await halveRefused(
      settled,
      (some) => recorded(async (batch) => [await settle(batch, some, 'sending')]),
      // The lead cannot be decided for; its outcome is kept with what else waits for it.
      (row) => recorded((batch) => settle(batch, [row], 'sending', false)),
    );
  };

  return async (lanes, senders, limit) => {
    const known = await reconcile(db, lanes, senders, settings.clock(), limit);
    let taken = known === undefined ? 0 : await inBatch((batch) => expire(batch, lanes, limit, known));
    for (let left = limit; left > 0; ) {
      const size = Math.min(sendAtOnce, left);
      const claimedAt = settings.clock();
      const slice = await inBatch((batch) => claimDeliveries(batch, lanes, senders, size));
      if (slice.claimed.length > 0)
        await record(slice.claimed, await send(slice.claimed, senders, claimedAt));
      taken += slice.taken;
      left = slice.taken < size ? 0 : left - slice.taken;
    }
    return taken;
  };
}

function settledOf(
  { lead_id, seq, ordinal, leaseUntil, delivery }: Claimed,
  delivered: Exclude<Delivered, NotYet>,
): Settled {
  const key = { lead_id, seq, ordinal, leaseUntil };
  if (!('bounce' in delivered)) return { ...key, outcome: delivered };
  const { bounce: kind, ...outcome } = delivered;
  const address = addressOf(delivery.lead.fields);
  return { ...key, outcome, bounce: { kind, ...(address && { address }) } };
}

/** Puts rows that were not sent back into the queue; gives those that were tried often enough, or whose lead was merged, as failed. */
async function putBack(
  { tx, now, active, log }: Batch,
  rows: readonly { row: Claimed; result: NotYet | undefined }[],
  warned: Set<string>,
): Promise<Settled[]> {
  const back: PutOff[] = [];
  const failed: Settled[] = [];
  for (const { row, result } of rows) {
    const { lead_id, seq, ordinal, leaseUntil } = row;
    const key = { lead_id, seq, ordinal, leaseUntil };
    if (!result) {
      back.push({ ...key, notBefore: now, counts: false, result: null });
      continue;
    }
    const again = putOff(row, result, now, active.compiled);
    if (again) back.push(again);
    else failed.push({ ...key, outcome: { status: 'failed', reason: result.reason } });
    if (result.status === 'later' && !warned.has(result.reason)) {
      warned.add(result.reason);
      log('Deliveries wait until somebody mends this.', { reason: result.reason });
    }
  }
  if (back.length > 0) failed.push(...(await putOffRows(tx, back)).map(failedByMerge));
  return failed;
}
