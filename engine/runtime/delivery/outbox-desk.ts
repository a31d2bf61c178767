import type { Database, Tx } from '../../../db/connection.ts';
import { TrellisError } from '../../../db/errors.ts';
import type { Outcome } from '../../core/types.ts';
import { appendAudit } from '../audit/append.ts';
import { type Batch, type BatchSettings, beginBatch } from '../batch.ts';
import { decideBatch } from '../decide-batch.ts';
import { loadLead } from '../loaded-lead.ts';
import { retryRaces } from '../retry-races.ts';
import { lockLead } from '../sql/claim.ts';
import { insertInbox } from '../sql/inbox.ts';
import { findGone } from '../sql/merge.ts';
import type { OutboxKey } from '../sql/outbox.ts';
import { dropRow, insertAction, lockOutboxRow, requeueRow } from '../sql/outbox-desk.ts';
import { keyOf } from './settle-deliveries.ts';

/** A row of the outbox by the key that lists give: `LEAD:SEQ:ORDINAL`. Throws `outbox.unknown`. */
export function parseOutboxKey(text: string): OutboxKey {
  const match = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(\d{1,15}):(\d{1,4})$/.exec(
    text.trim().toLowerCase(),
  );
  if (!match) throw unknownRow(text);
  return { lead_id: match[1] as string, seq: Number(match[2]), ordinal: Number(match[3]) };
}

export function printOutboxKey(key: OutboxKey): string {
  return `${key.lead_id}:${keyOf(key)}`;
}

/** Who does something with a row, on which way it may be refused. */
export interface RetryOptions {
  by: string;
  /** What is in doubt may have left: it is sent again only by who says that it may come twice. */
  mayDuplicate?: boolean;
}

/**
 * Queues a failed row anew, with all its attempts; the look before sending stays. Throws `outbox.unknown`,
 * `outbox.not_waiting` when it is not failed or in doubt (any more), `outbox.may_duplicate` and `outbox.merged`.
 */
export function retryDelivery(
  db: Database,
  settings: BatchSettings,
  key: OutboxKey,
  { by, mayDuplicate = false }: RetryOptions,
): Promise<void> {
  return onRow(db, settings, key, async ({ tx, now }, { status, kind, lead }) => {
    if (status !== 'failed' && status !== 'in_doubt') throw notWaiting(status, 'retried');
    if (!lead) {
      throw new TrellisError(
        'outbox.merged',
        'Its lead was merged into another, which goes on with its tracks. Drop this one.',
      );
    }
    if (status === 'in_doubt' && !mayDuplicate) {
      throw new TrellisError(
        'outbox.may_duplicate',
        `This ${kind} is in doubt: its sender stopped after it had begun, so it may have left. Sent again it may come twice. Look at the other end first; then retry it with --may-duplicate (mayDuplicate), or drop it.`,
      );
    }
    await requeueRow(tx, key, now);
    await insertAction(tx, key, { action: 'retry', by, at: now, was: status });
    const details = { delivery: printOutboxKey(key), mayDuplicate };
    appendAudit(tx, { action: 'outbox_retry', at: now, by, details });
  });
}

/**
 * Gives a row up: it is never sent, or not again, and its lead is told. Throws `outbox.unknown` and
 * `outbox.not_waiting` for one that is being sent or settled.
 */
export function dropDelivery(
  db: Database,
  settings: BatchSettings,
  key: OutboxKey,
  { by, reason }: { by: string; reason?: string },
): Promise<void> {
  return onRow(db, settings, key, async (batch, { status, lead }) => {
    const { tx, now } = batch;
    if (status !== 'queued' && status !== 'failed' && status !== 'in_doubt')
      throw notWaiting(status, 'dropped');
    const outcome: Outcome = { status: 'refused', reason: 'dropped' };
    await dropRow(tx, key, outcome, now);
    await insertAction(tx, key, { action: 'drop', by, at: now, was: status, ...(reason && { reason }) });
    appendAudit(tx, { action: 'outbox_drop', at: now, by, details: { delivery: printOutboxKey(key) } });
    const input = { body: { kind: 'outcome' as const, effect: keyOf(key), result: outcome } };
    if (lead) await decideBatch(batch, [{ lead, inputs: [input] }]);
    else await insertInbox(tx, [{ leadId: key.lead_id, input }]);
  });
}

interface Found {
  status: string;
  kind: string;
  /** Locked; undefined when it was merged into another. */
  lead: ReturnType<typeof loadLead> | undefined;
}

/** In the order of all engine code: the lead first, then its row. */
async function onRow(
  db: Database,
  settings: BatchSettings,
  key: OutboxKey,
  body: (batch: Batch, found: Found) => Promise<void>,
): Promise<void> {
  await retryRaces(() =>
    db.transaction(async (tx) => {
      const batch = await beginBatch(tx, settings);
      const lead = await lockLead(tx, key.lead_id);
      if (!lead && !(await isMerged(tx, key))) throw unknownRow(printOutboxKey(key));
      const row = await lockOutboxRow(tx, key);
      if (!row) throw unknownRow(printOutboxKey(key));
      await body(batch, { ...row, lead: lead && loadLead(lead) });
    }),
  );
}

async function isMerged(tx: Tx, { lead_id }: OutboxKey): Promise<boolean> {
  return (await findGone(tx, [lead_id])).some(({ to }) => to !== null);
}

function unknownRow(key: string): TrellisError {
  return new TrellisError(
    'outbox.unknown',
    `There is nothing ${key} in the outbox; \`trellis outbox list\` gives the keys.`,
  );
}

function notWaiting(status: string, done: string): TrellisError {
  return new TrellisError(
    'outbox.not_waiting',
    `It is ${status.replace('_', ' ')} now and cannot be ${done}.`,
  );
}
