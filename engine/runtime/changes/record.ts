import type { Tx } from '../../../db/connection.ts';
import { programHash } from '../../program/hash.ts';
import type { Program } from '../../program/schema.ts';
import { appendAudit } from '../audit/append.ts';
import * as sql from '../sql/changes.ts';
import { insertComment } from '../sql/comments.ts';
import * as scheduled from '../sql/schedule.ts';
import type { Change, Person, Plan, Via } from './types.ts';

/** Files a proposal. This and what follows are the only ways to write a change: each leaves its entry in the audit log. */
export async function fileChange(tx: Tx, change: Change): Promise<void> {
  await sql.insertChange(tx, change);
  const { id, editHash, planHash, baseVersion: base, plan, tainted } = change;
  appendAudit(tx, {
    action: 'propose',
    at: change.createdAt,
    by: change.author.id,
    via: change.via,
    details: { change: id, editHash, planHash, base, risk: plan.risk.level, tainted: tainted.length > 0 },
  });
  if (change.rollbackTo === undefined) return;
  const details = { change: id, to: change.rollbackTo };
  appendAudit(tx, {
    action: 'rollback',
    at: change.createdAt,
    by: change.author.id,
    via: change.via,
    details,
  });
}

/** What is shown instead of what was. */
export interface Renewed {
  baseVersion: number;
  editHash: string;
  plan: Plan;
  planHash: string;
}

/** Replaces what was shown; the change stays proposed and must be looked at again. */
export async function renewPlan(tx: Tx, id: string, next: Renewed, at: number): Promise<void> {
  await sql.updatePlan(tx, id, next);
  const { editHash, planHash, baseVersion: base } = next;
  appendAudit(tx, { action: 'replan', at, details: { change: id, editHash, planHash, base } });
}

/** The change is in force as `version`; `approver` saw what its hashes cover, now or when it was scheduled. */
export async function settleApplied(
  tx: Tx,
  change: Change,
  outcome: { approver: Person; at: number; version: number; proposed: Program; resolution?: string },
): Promise<void> {
  const { approver, at, version, proposed, resolution } = outcome;
  const by = approver.id;
  await sql.settleChange(tx, change.id, {
    status: 'applied',
    by,
    at,
    version,
    ...(resolution !== undefined && { resolution }),
  });
  const { id, editHash, planHash } = change;
  if (!change.schedule)
    appendAudit(tx, { action: 'approve', at, by, details: { change: id, editHash, planHash } });
  appendAudit(tx, {
    action: 'apply',
    at,
    by,
    details: { change: id, version, program: programHash(proposed) },
  });
}

export async function settleRejected(
  tx: Tx,
  id: string,
  outcome: { by: string; at: number; resolution: string },
): Promise<void> {
  await sql.settleChange(tx, id, { status: 'rejected', ...outcome });
  appendAudit(tx, { action: 'reject', at: outcome.at, by: outcome.by, details: { change: id } });
}

/** It cannot be applied any more: why is said in `resolution`. */
export async function settleStale(tx: Tx, id: string, at: number, resolution: string): Promise<void> {
  await sql.settleChange(tx, id, { status: 'stale', at, resolution });
  appendAudit(tx, { action: 'stale', at, details: { change: id } });
}

export async function settleExpired(tx: Tx, id: string, at: number): Promise<void> {
  await sql.settleChange(tx, id, { status: 'expired', at });
  appendAudit(tx, { action: 'expire', at, details: { change: id } });
}

/** Ends all that are too old; gives how many. */
export async function expireOld(tx: Tx, at: number): Promise<number> {
  const ids = await scheduled.expireOld(tx, at);
  for (const id of ids) appendAudit(tx, { action: 'expire', at, details: { change: id } });
  return ids.length;
}

/** Approved as it was shown, to be applied at `at`. */
export async function schedule(
  tx: Tx,
  { id, editHash, planHash }: Change,
  when: { by: string; now: number; at: number },
): Promise<void> {
  await scheduled.scheduleChange(tx, id, when);
  const details = { change: id, editHash, planHash, applyAt: when.at };
  appendAudit(tx, { action: 'schedule', at: when.now, by: when.by, details });
}

/** A person takes the time back; the change is open again. */
export async function unschedule(tx: Tx, id: string, { by, at }: { by: string; at: number }): Promise<void> {
  await scheduled.unschedule(tx, id, at);
  appendAudit(tx, { action: 'unschedule', at, by, details: { change: id } });
}

/** It was due and could not be applied; it is open again, and why is said to whoever approved it. */
export async function giveBack(
  tx: Tx,
  id: string,
  { code, ...back }: { reason: string; code: string; at: number; expiresAt: number },
): Promise<void> {
  if (!(await scheduled.giveBack(tx, id, back))) return;
  appendAudit(tx, { action: 'apply_failed', at: back.at, details: { change: id, code } });
}

export async function fileComment(
  tx: Tx,
  comment: { change: string; by: string; via: Via; at: number; text: string },
): Promise<void> {
  const { change, by, via, at } = comment;
  const id = await insertComment(tx, comment);
  appendAudit(tx, { action: 'comment', at, by, via, details: { change, comment: id } });
}
