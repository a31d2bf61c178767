import { laneOfLead } from '../../../db/lanes.ts';
import { DraftView } from '../../core/draft-view.ts';
import { addressOf } from '../../core/sending/address.ts';
import type { Effect, Fields, Instant, LeadId } from '../../core/types.ts';
import type { Scalar } from '../../program/condition/ast.ts';
import type { Batch } from '../batch.ts';
import { stateOf } from '../loaded-lead.ts';
import { suppressedAddresses } from '../sql/address-owners.ts';
import { forwardInbox } from '../sql/merge.ts';
import {
  claimQueued,
  markSending,
  type OutboxKey,
  type Postponed,
  postponeRows,
  type QueuedRow,
  readSends,
} from '../sql/outbox.ts';
import type { Delivery, EffectSender } from '../types.ts';
import { postponementOf, refusalOf, sendsCountFor } from './refusal.ts';
import { sentToAccounts } from './sent-to-accounts.ts';
import { keyOf, type Settled, settle } from './settle-deliveries.ts';

/** Longer than a sender may take for one slice; what is not settled by then is in doubt. */
export const leaseMs = 10 * 60_000;

/** A row of the outbox that is `sending` by this process. */
export interface Claimed extends OutboxKey {
  delivery: Delivery;
  /** Made before this one, those that counted. */
  attempts: number;
  /** Tells this claim from a later one of the same row. */
  leaseUntil: number;
}

/**
 * Under the leads' locks: what consent, suppression and the program in force forbid now is refused, what may go later
 * is put off until then, what is halted stays queued, the rest is `sending`. `taken` counts all but the halted.
 */
export async function claimDeliveries(
  batch: Batch,
  lanes: readonly number[],
  senders: readonly EffectSender[],
  limit: number,
): Promise<{ claimed: Claimed[]; taken: number }> {
  const { tx, now, halted = [] } = batch;
  // Among what waits for a lead that lives on as another may be the word that stops the sending there.
  if (batch.inboxInUse) await forwardInbox(tx);
  const kinds = senders.map((sender) => sender.kind);
  const rows = await claimQueued(tx, lanes, kinds, now, limit, halted);
  const addresses = rows.flatMap(({ effect, fields }) =>
    effect.kind === 'email' ? (addressOf(fields) ?? []) : [],
  );
  const rules = {
    compiled: batch.active.compiled,
    suppressed: await suppressedAddresses(tx, [...new Set(addresses)]),
  };
  const sends = await sendsOf(batch, rows);
  const accountSends = await sentToAccounts(batch, rows);
  const leaseUntil = now + leaseMs;
  const refused: Settled[] = [];
  const postponed: Postponed[] = [];
  const claimed: Claimed[] = [];
  for (const row of rows) {
    const { lead_id, seq, ordinal, fields, demo, effect, attempts, account_id } = row;
    const key = { lead_id, seq, ordinal };
    const toAccount = account_id === null ? [] : (accountSends.get(account_id) ?? []);
    const wait = postponementOf(effect, fields, rules.compiled, now, sends.get(lead_id), toAccount);
    const late = wait && wait.until <= now ? 'held_too_long' : undefined;
    const reason = refusalOf(effect, stateOf(row), rules) ?? late;
    if (reason) {
      refused.push({ ...key, outcome: { status: 'refused', reason } });
      continue;
    }
    if (wait) {
      postponed.push({ ...key, notBefore: wait.until, result: { status: 'later', reason: wait.reason } });
      continue;
    }
    if (isMarketing(effect)) {
      sends.set(lead_id, [...(sends.get(lead_id) ?? []), now]);
      if (account_id !== null) accountSends.set(account_id, [...toAccount, now]);
    }
    const lane = laneOfLead(lead_id);
    const told = toldBy(effect, row, now);
    const delivery = {
      key: keyOf(row),
      lane,
      leadId: lead_id,
      lead: { fields, demo },
      effect,
      ...(told && { told }),
    };
    claimed.push({ ...key, attempts, leaseUntil, delivery });
  }
  if (claimed.length > 0) await markSending(tx, claimed, leaseUntil);
  if (postponed.length > 0) await postponeRows(tx, postponed);
  if (refused.length > 0) await settle(batch, refused, 'queued');
  return { claimed, taken: rows.length };
}

/** When marketing email left for the leads of such rows, as far back as it counts. */
async function sendsOf(
  { tx, now, active }: Batch,
  rows: readonly QueuedRow[],
): Promise<Map<LeadId, readonly Instant[]>> {
  const countFor = sendsCountFor(active.compiled);
  const ids = new Set(rows.filter(({ effect }) => isMarketing(effect)).map((row) => row.lead_id));
  const result = new Map<LeadId, readonly Instant[]>();
  if (countFor === 0 || ids.size === 0) return result;
  for (const { lead_id, at } of await readSends(tx, [...ids], now - countFor, now))
    result.set(lead_id, [...(result.get(lead_id) ?? []), at]);
  return result;
}

function isMarketing(effect: Effect): boolean {
  return effect.kind === 'email' && effect.purpose === 'marketing';
}

function toldBy(effect: Effect, row: QueuedRow, now: Instant): Fields | undefined {
  if (effect.kind !== 'webhook' || effect.fields === undefined) return undefined;
  const view = new DraftView(stateOf(row), now);
  const values = effect.fields.map((name) => [name, view.field(name)] as const);
  return Object.fromEntries(values.filter((entry): entry is [string, Scalar] => entry[1] !== undefined));
}
