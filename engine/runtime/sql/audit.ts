import type { Tx } from '../../../db/connection.ts';
import type { AuditHead, AuditRow } from '../audit/chain.ts';

/** Waits for whoever appends at the moment; gives the last row as it is committed. */
export async function lockAuditHead(tx: Tx): Promise<AuditHead> {
  const [head] = await tx.query<AuditHead>('select n, hash from audit_head for update');
  if (!head) throw new Error('The head of the audit log is missing.');
  return head;
}

/** The rows and the head that they lead to; under `lockAuditHead`. */
export async function insertAudit(tx: Tx, rows: readonly AuditRow[], head: AuditHead): Promise<void> {
  await tx.query(
    `with moved as (update audit_head set n = $2::bigint, hash = $3::text)
     insert into audit (n, at, action, by, via, address, agent, details, hash)
     select r.n, to_timestamp(r.at / 1000), r.action, r.by, r.via, r.address, r.agent, r.details, r.hash
     from json_to_recordset($1::text::json) as r
       (n bigint, at float8, action text, by text, via text, address text, agent text, details jsonb, hash text)`,
    [JSON.stringify(rows), head.n, head.hash],
  );
}
