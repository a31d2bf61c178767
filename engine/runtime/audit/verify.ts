import type { Queryable } from '../../../db/connection.ts';
import { readAuditEnd, readAuditPage } from '../sql/audit.ts';
import { type AuditHead, type AuditRow, chainHash } from './chain.ts';

/**
 * Where the log stops being what was recorded. `changed`: the row does not belong to its hash, or to the row before
 * it. `reordered`: another row has taken its number. `missing`: there is no such row. `appended`: it stands behind the
 * head, so Trellis did not write it. `head`: the head is not the last row's.
 */
export interface AuditFault {
  kind: 'changed' | 'reordered' | 'missing' | 'appended' | 'head';
  n: number;
  /** `reordered`: where the row of this number stands now. */
  at?: number;
}

export interface AuditVerification {
  /** Rows from the first on that are what was recorded. */
  verified: number;
  /** To be noted elsewhere: whoever rewrites the whole log cannot give it this hash again. */
  head: AuditHead;
  fault?: AuditFault;
  /** Of the hash that was asked for: the row that has it, or null when no verified row does. */
  noted?: { hash: string; n: number | null };
}

const pageSize = 1_000;
const genesis = '0'.repeat(64);

/**
 * Computes the chain again from its first row and reports the first row that is not what was recorded. `noted` is a
 * head written down earlier. Rows appended meanwhile are left out.
 */
export async function verifyAudit(on: Queryable, noted?: string): Promise<AuditVerification> {
  const { head, behind } = await readAuditEnd(on);
  let verified = 0;
  let hash = genesis;
  let notedAt = noted === genesis ? 0 : null;
  const report = (fault?: AuditFault): AuditVerification => ({
    verified,
    head,
    ...(fault && { fault }),
    ...(noted !== undefined && { noted: { hash: noted, n: notedAt } }),
  });

  while (verified < head.n) {
    const rows = await readAuditPage(on, { after: verified, to: head.n, limit: pageSize });
    for (const row of rows) {
      const n = verified + 1;
      if (row.n !== n) return report({ kind: 'missing', n });
      if (chainHash(row, hash) !== row.hash) return report(await faultOf(on, row, hash, head));
      verified = n;
      hash = row.hash;
      if (hash === noted) notedAt = n;
    }
    if (rows.length === 0) return report({ kind: 'missing', n: verified + 1 });
  }
  if (hash !== head.hash) return report({ kind: 'head', n: head.n });
  return report(behind === null ? undefined : { kind: 'appended', n: behind });
}

/** Looks for the row that was recorded under this number among those that follow. */
async function faultOf(on: Queryable, row: AuditRow, previous: string, head: AuditHead): Promise<AuditFault> {
  for (let after = row.n; ; ) {
    const rows = await readAuditPage(on, { after, to: head.n, limit: pageSize });
    const moved = rows.find((other) => chainHash({ ...other, n: row.n }, previous) === other.hash);
    if (moved) return { kind: 'reordered', n: row.n, at: moved.n };
    const last = rows.at(-1);
    if (!last) return { kind: 'changed', n: row.n };
    after = last.n;
  }
}
