import type { Tx } from '../../../db/connection.ts';
import { programHash } from '../../program/hash.ts';
import type { Program } from '../../program/schema.ts';
import { appendAudit } from '../audit/append.ts';
import * as sql from '../sql/changes.ts';
import type { Change, Person, Plan } from './types.ts';

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
}

/** Replaces what was shown; the change stays proposed and must be looked at again. */
export async function renewPlan(
  tx: Tx,
  id: string,
  next: { baseVersion: number; editHash: string; plan: Plan; planHash: string },
  at: number,
): Promise<void> {
  await sql.updatePlan(tx, id, next);
  const { editHash, planHash, baseVersion: base } = next;
  appendAudit(tx, { action: 'replan', at, details: { change: id, editHash, planHash, base } });
}

/** The change is in force as `version`; `approver` saw what its hashes cover. */
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
