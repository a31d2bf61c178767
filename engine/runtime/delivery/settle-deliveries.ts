import type { EffectKey, LeadId, Outcome } from '../../core/types.ts';
import type { Batch, Work } from '../batch.ts';
import { decideBatch } from '../decide-batch.ts';
import { loadLead } from '../loaded-lead.ts';
import type { PendingInput } from '../pending-input.ts';
import { lockLeads } from '../sql/claim.ts';
import { insertInbox } from '../sql/inbox.ts';
import { type OutboxKey, settleRows } from '../sql/outbox.ts';

export interface Settled extends OutboxKey {
  /** Of the claim whose outcome it is; changes nothing when the row was claimed again since. */
  leaseUntil?: number;
  outcome: Outcome;
  /** The address takes no email and never will. */
  bounce?: { kind: 'hard'; address?: string };
}

/**
 * Records outcomes of rows that still have the status `from` and makes them inputs of their leads; those locked
 * elsewhere find them in the inbox, as all do when `decideNow` is false.
 */
export async function settle(
  batch: Batch,
  rows: readonly Settled[],
  from: 'sending' | 'queued',
  decideNow = true,
): Promise<void> {
  const { tx } = batch;
  const ids = [...new Set(rows.map((row) => row.lead_id))].sort();
  const works = new Map<LeadId, Work>();
  if (decideNow) {
    for (const row of await lockLeads(tx, ids)) works.set(row.id, { lead: loadLead(row), inputs: [] });
  }
  const changed = new Set(
    (await settleRows(tx, rows, from, batch.now)).map((row) => `${row.lead_id} ${keyOf(row)}`),
  );
  const elsewhere: { leadId: LeadId; input: PendingInput }[] = [];
  for (const row of [...rows].sort(bySequence)) {
    if (!changed.has(`${row.lead_id} ${keyOf(row)}`)) continue;
    const work = works.get(row.lead_id);
    for (const input of inputsOf(row, batch.now)) {
      if (work) work.inputs.push(input);
      else elsewhere.push({ leadId: row.lead_id, input });
    }
  }
  if (elsewhere.length > 0) await insertInbox(tx, elsewhere);
  await decideBatch(batch, [...works.values()]);
}

/** What cannot be sent any more, because its lead was merged while it was under way: a person sees it, and the survivor is told. */
export function failedByMerge({
  lead_id,
  seq,
  ordinal,
  leaseUntil,
}: OutboxKey & { leaseUntil: number }): Settled {
  return { lead_id, seq, ordinal, leaseUntil, outcome: { status: 'failed', reason: 'merged' } };
}

export function keyOf({ seq, ordinal }: OutboxKey): EffectKey {
  return `${seq}:${ordinal}`;
}

/** The outcome; for an address that bounced an event too, which cannot come twice because the row is settled once. */
function inputsOf(row: Settled, now: number): PendingInput[] {
  const effect = keyOf(row);
  const outcome: PendingInput = { body: { kind: 'outcome', effect, result: row.outcome } };
  if (!row.bounce) return [outcome];
  const event = {
    id: `${row.lead_id} ${effect}`,
    source: 'outbox',
    name: 'email_bounce',
    occurredAt: now,
    properties: { ...row.bounce },
  };
  return [outcome, { body: { kind: 'event', event } }];
}

function bySequence(a: OutboxKey, b: OutboxKey): number {
  return a.seq - b.seq || a.ordinal - b.ordinal;
}
