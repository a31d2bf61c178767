import type { Queryable, Tx } from '../../../db/connection.ts';
import type { Effect, LeadId, Outcome } from '../../core/types.ts';
import type { OutboxKey } from './outbox.ts';

export const deskStatuses = ['queued', 'sending', 'failed', 'in_doubt'] as const;
export type DeskStatus = (typeof deskStatuses)[number];

/** A row of the outbox as people see it. Instants are milliseconds since 1970. */
export interface DeskRow extends OutboxKey {
  status: DeskStatus;
  kind: Effect['kind'];
  track: string | null;
  step: string | null;
  attempts: number;
  notBefore: number;
  settledAt: number | null;
  reason: string | null;
  /** As it is now; null when the lead has none. */
  email: string | null;
  /** The lead that this one lives on in, when it was merged. */
  mergedInto: LeadId | null;
  /** The last that a person did with it. */
  action: { action: 'retry' | 'drop'; by: string; at: number } | null;
}

/** What has not left, of one status or all, newest first. */
export function listOutbox(on: Queryable, status: DeskStatus | undefined, limit: number): Promise<DeskRow[]> {
  return on.query(
    `select o.lead_id, o.seq, o.ordinal, o.status, o.kind, o.track, o.step, o.attempts, o.not_before as "notBefore",
       o.settled_at as "settledAt", o.result ->> 'reason' as reason, l.fields ->> 'email' as email,
       r.to_id as "mergedInto", a.action
     from outbox o
     left join leads l on l.lane = o.lane and l.id = o.lead_id
     left join lead_redirects r on r.lane = o.lane and r.id = o.lead_id
     left join lateral (
       select json_build_object('action', a.action, 'by', p.name, 'at', (extract(epoch from a.at) * 1000)::bigint) as action
       from outbox_actions a left join people p on p.id::text = a.by
       where a.lane = o.lane and a.lead_id = o.lead_id and a.seq = o.seq and a.ordinal = o.ordinal
       order by a.at desc limit 1
     ) a on true
     where ${(status === undefined ? deskStatuses : [status]).map((one) => `o.status = '${one}'`).join(' or ')}
     order by coalesce(o.settled_at, o.not_before) desc, o.lane, o.lead_id, o.seq, o.ordinal limit $1`,
    [limit],
  );
}

/** Each by its own index. */
export async function countOutbox(on: Queryable): Promise<Record<DeskStatus, number>> {
  const counts = deskStatuses.map(
    (status) => `(select count(*)::int from outbox where status = '${status}') as ${status}`,
  );
  const [row] = await on.query<Record<DeskStatus, number>>(`select ${counts.join(', ')}`);
  return row ?? { queued: 0, sending: 0, failed: 0, in_doubt: 0 };
}

/** The row, locked; its lead must be locked before. */
export async function lockOutboxRow(
  tx: Tx,
  { lead_id, seq, ordinal }: OutboxKey,
): Promise<{ status: string; kind: Effect['kind'] } | undefined> {
  const [row] = await tx.query<{ status: string; kind: Effect['kind'] }>(
    `select status, kind from outbox
     where lane = get_byte(uuid_send($1::uuid), 0) and lead_id = $1::uuid and seq = $2 and ordinal = $3 for update`,
    [lead_id, seq, ordinal],
  );
  return row;
}

/** Queued anew, with all its attempts before it. */
export async function requeueRow(tx: Tx, { lead_id, seq, ordinal }: OutboxKey, now: number): Promise<void> {
  await tx.query(
    `update outbox set status = 'queued', attempts = 0, not_before = to_timestamp($4::float8 / 1000), settled_at = null,
       result = null
     where lane = get_byte(uuid_send($1::uuid), 0) and lead_id = $1::uuid and seq = $2 and ordinal = $3`,
    [lead_id, seq, ordinal, now],
  );
}

export async function dropRow(
  tx: Tx,
  { lead_id, seq, ordinal }: OutboxKey,
  outcome: Outcome,
  now: number,
): Promise<void> {
  await tx.query(
    `update outbox set status = 'refused', settled_at = to_timestamp($4::float8 / 1000), result = $5::jsonb
     where lane = get_byte(uuid_send($1::uuid), 0) and lead_id = $1::uuid and seq = $2 and ordinal = $3`,
    [lead_id, seq, ordinal, now, JSON.stringify(outcome)],
  );
}

export async function insertAction(
  tx: Tx,
  { lead_id, seq, ordinal }: OutboxKey,
  action: { action: 'retry' | 'drop'; by: string; at: number; was: string; reason?: string },
): Promise<void> {
  await tx.query(
    `insert into outbox_actions (lane, lead_id, seq, ordinal, at, by, action, was, reason)
     values (get_byte(uuid_send($1::uuid), 0), $1::uuid, $2, $3, to_timestamp($4::float8 / 1000), $5, $6, $7, $8)
     on conflict (lane, lead_id, seq, ordinal, at) do update set by = excluded.by, action = excluded.action`,
    [lead_id, seq, ordinal, action.at, action.by, action.action, action.was, action.reason ?? null],
  );
}
