import type { Tx } from '../../../db/connection.ts';
import { insertAudit, lockAuditHead } from '../sql/audit.ts';
import type { AuditEntry } from './actions.ts';
import { assertImpersonal } from './assert-impersonal.ts';
import { type AuditRecord, type AuditRow, chainHash } from './chain.ts';
import { currentOrigin } from './origin.ts';

type Unnumbered = Omit<AuditRecord, 'n'>;

const waiting = new WeakMap<Tx, Unnumbered[]>();

/**
 * Records an action with the transaction that does it: both are committed or neither is. May be called at any point
 * of the transaction. The entries get their numbers and hashes right before the commit, so that the head of the chain
 * is the last lock a transaction takes: who holds it waits for nobody, and nothing can deadlock on it.
 */
export function appendAudit(tx: Tx, entry: AuditEntry): void {
  const origin = currentOrigin();
  const { action, at, details } = entry;
  assertImpersonal(action, details);
  const record: Unnumbered = {
    // The database keeps more than a millisecond, and would read back another number.
    at: Math.floor(at),
    action,
    by: entry.by ?? origin.person ?? null,
    via: entry.via ?? origin.via,
    address: origin.address,
    agent: origin.agent,
    details: { ...details },
  };
  const records = waiting.get(tx);
  if (records) {
    records.push(record);
    return;
  }
  const first = [record];
  waiting.set(tx, first);
  tx.beforeCommit(() => append(tx, first));
}

async function append(tx: Tx, records: readonly Unnumbered[]): Promise<void> {
  let { n, hash } = await lockAuditHead(tx);
  const rows = records.map((record): AuditRow => {
    n += 1;
    hash = chainHash({ n, ...record }, hash);
    return { n, ...record, hash };
  });
  await insertAudit(tx, rows, { n, hash });
}
