import type { Queryable, Tx } from '../../../db/connection.ts';
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

/** The head, and the first row behind it, as they stand at one instant. A head that is gone is that of no row. */
export async function readAuditEnd(on: Queryable): Promise<{ head: AuditHead; behind: number | null }> {
  const [end] = await on.query<AuditHead & { behind: number | null }>(
    `select h.n, h.hash, (select min(a.n) from audit a where a.n > h.n) as behind
     from (select coalesce(max(n), 0) as n, coalesce(max(hash), '') as hash from audit_head) h`,
  );
  const { n = 0, hash = '', behind = null } = end ?? {};
  return { head: { n, hash }, behind };
}

const columns = 'n, at, action, by, via, address, agent, details, hash';

/** Rows after one number up to another, in order. */
export function readAuditPage(
  on: Queryable,
  { after, to, limit }: { after: number; to: number; limit: number },
): Promise<AuditRow[]> {
  return on.query<AuditRow>(
    `select ${columns} from audit where n > $1::bigint and n <= $2::bigint order by n limit $3::int`,
    [after, to, limit],
  );
}

export interface AuditFilter {
  /** Milliseconds since the epoch; `until` is exclusive. */
  since?: number;
  until?: number;
  /** A person's id. */
  by?: string;
  action?: string;
  /** Rows with lower numbers only. */
  before?: number;
  limit: number;
}

/** With the names that people have now: of who did it, and of the person it was done to. */
export interface NamedAuditRow extends AuditRow {
  name: string | null;
  subject: string | null;
}

/** Newest first. */
export function selectAudit(on: Queryable, filter: AuditFilter): Promise<NamedAuditRow[]> {
  const { since, until, by, action, before, limit } = filter;
  return on.query(
    `select a.n, a.at, a.action, a.by, a.via, a.address, a.agent, a.details, a.hash, p.name, s.name as subject
     from audit a left join people p on p.id::text = a.by left join people s on s.id::text = a.details ->> 'person'
     where ($1::float8 is null or a.at >= to_timestamp($1::float8 / 1000))
       and ($2::float8 is null or a.at < to_timestamp($2::float8 / 1000))
       and ($3::text is null or a.by = $3::text) and ($4::text is null or a.action = $4::text)
       and ($5::bigint is null or a.n < $5::bigint)
     order by a.n desc limit $6::int`,
    [since ?? null, until ?? null, by ?? null, action ?? null, before ?? null, limit],
  );
}
