import type { Database, Tx } from '../../db/connection.ts';
import { laneOfLead } from '../../db/lanes.ts';
import type { EffectKey, LeadId, Outcome } from '../core/types.ts';
import { type Batch, type BatchSettings, beginBatch, decideBatch, type Work } from './batch.ts';
import { loadLead, stateOf } from './loaded-lead.ts';
import type { PendingInput } from './pending-input.ts';
import { refusalOf } from './refusal.ts';
import { lockLeads } from './sql/claim.ts';
import { insertInbox } from './sql/inbox.ts';
import {
  claimExpired,
  claimQueued,
  markSending,
  type OutboxKey,
  type QueuedRow,
  settleRows,
} from './sql/outbox.ts';
import type { Delivery, EffectSender } from './types.ts';

/** Longer than any sender may take for a whole claim; what is not settled by then is in doubt. */
const leaseMs = 10 * 60_000;
/** Sends under way at once. */
const concurrency = 8;

type Settled = OutboxKey & { outcome: Outcome };

/**
 * Sends what is due: claims and commits `sending`, sends outside of any transaction, settles and feeds the outcomes
 * back as inputs. A row is never sent twice: when a process dies between the two commits its rows become in doubt.
 */
export async function dispatchDue(
  db: Database,
  settings: BatchSettings,
  lanes: readonly number[],
  senders: readonly EffectSender[],
  limit: number,
): Promise<number> {
  const expired = await db.transaction(async (tx) => expire(await beginBatch(tx, settings), lanes, limit));
  const { deliveries, refused } = await db.transaction(async (tx) =>
    claim(await beginBatch(tx, settings), lanes, senders, limit),
  );
  const outcomes = await sendAll(deliveries, senders, settings);
  if (outcomes.length > 0) {
    await db.transaction(async (tx) => settle(await beginBatch(tx, settings), outcomes, 'sending'));
  }
  return expired + refused + outcomes.length;
}

async function expire(batch: Batch, lanes: readonly number[], limit: number): Promise<number> {
  const rows = await claimExpired(batch.tx, lanes, batch.now, limit);
  if (rows.length === 0) return 0;
  batch.log('Deliveries are in doubt: their sender did not come back.', { count: rows.length });
  await settle(
    batch,
    rows.map((row) => ({ ...row, outcome: { status: 'in_doubt' } as const })),
    'sending',
  );
  return rows.length;
}

/** Under the leads' locks: what consent and suppression forbid now is refused, what is halted stays queued, the rest is `sending`. */
async function claim(
  batch: Batch,
  lanes: readonly number[],
  senders: readonly EffectSender[],
  limit: number,
): Promise<{ deliveries: (QueuedRow & { delivery: Delivery })[]; refused: number }> {
  const rows = await claimQueued(
    batch.tx,
    lanes,
    senders.map((sender) => sender.kind),
    batch.now,
    limit,
    batch.halted ?? [],
  );
  const refused: Settled[] = [];
  const deliveries: (QueuedRow & { delivery: Delivery })[] = [];
  for (const row of rows) {
    const { fields, demo } = row;
    const reason = refusalOf(row.effect, stateOf(row));
    if (reason) refused.push({ ...row, outcome: { status: 'refused', reason } });
    else {
      const lead = { fields, demo };
      deliveries.push({
        ...row,
        delivery: {
          key: keyOf(row),
          lane: laneOfLead(row.lead_id),
          leadId: row.lead_id,
          lead,
          effect: row.effect,
        },
      });
    }
  }
  if (deliveries.length > 0) await markSending(batch.tx, deliveries, batch.now + leaseMs);
  if (refused.length > 0) await settle(batch, refused, 'queued');
  return { deliveries, refused: refused.length };
}

async function sendAll(
  claimed: readonly (OutboxKey & { delivery: Delivery })[],
  senders: readonly EffectSender[],
  settings: BatchSettings,
): Promise<Settled[]> {
  const byKind = new Map(senders.map((sender) => [sender.kind, sender]));
  const settled: Settled[] = [];
  let next = 0;
  const worker = async () => {
    for (let row = claimed[next++]; row; row = claimed[next++]) {
      const { lead_id, seq, ordinal, delivery } = row;
      settled.push({
        lead_id,
        seq,
        ordinal,
        outcome: await sendOne(byKind.get(delivery.effect.kind), delivery, settings),
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, claimed.length) }, worker));
  return settled;
}

async function sendOne(
  sender: EffectSender | undefined,
  delivery: Delivery,
  settings: BatchSettings,
): Promise<Outcome> {
  if (!sender) return { status: 'failed', reason: `nothing sends effects of kind ${delivery.effect.kind}` };
  try {
    return await sender.send(delivery);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    settings.log('A delivery failed.', { lead: delivery.leadId, effect: delivery.key, reason });
    return { status: 'failed', reason };
  }
}

/** Outcomes become inputs of their leads; those locked elsewhere find them in the inbox. */
async function settle(batch: Batch, outcomes: readonly Settled[], from: 'sending' | 'queued'): Promise<void> {
  const { tx } = batch;
  const ids = [...new Set(outcomes.map((outcome) => outcome.lead_id))].sort();
  const works = new Map<LeadId, Work>();
  for (const row of await lockLeads(tx, ids)) works.set(row.id, { lead: loadLead(row), inputs: [] });
  const changed = new Set(
    (await settleRows(tx, outcomes, from, batch.now)).map((row) => `${row.lead_id} ${keyOf(row)}`),
  );
  const elsewhere: { leadId: LeadId; input: PendingInput }[] = [];
  for (const row of [...outcomes].sort(bySequence)) {
    const effect = keyOf(row);
    if (!changed.has(`${row.lead_id} ${effect}`)) continue;
    const input: PendingInput = { body: { kind: 'outcome', effect, result: row.outcome } };
    const work = works.get(row.lead_id);
    if (work) work.inputs.push(input);
    else elsewhere.push({ leadId: row.lead_id, input });
  }
  await keep(tx, elsewhere);
  await decideBatch(batch, [...works.values()]);
}

async function keep(tx: Tx, inputs: readonly { leadId: LeadId; input: PendingInput }[]): Promise<void> {
  if (inputs.length > 0) await insertInbox(tx, inputs);
}

function keyOf({ seq, ordinal }: OutboxKey): EffectKey {
  return `${seq}:${ordinal}`;
}

function bySequence(a: OutboxKey, b: OutboxKey): number {
  return a.seq - b.seq || a.ordinal - b.ordinal;
}
