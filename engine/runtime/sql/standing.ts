import type { Queryable, Tx } from '../../../db/connection.ts';
import type { Instant, LeadId } from '../../core/types.ts';
import type { Purpose } from '../../program/schema.ts';

/** What a lead said of consent; see db/migrations/0006_policies.sql. */
export interface ConsentRecord {
  lead_id: LeadId;
  seq: number;
  purpose: Purpose;
  granted: boolean;
  counted: boolean;
  occurred_at: Instant;
  at: Instant;
  event: string;
  source: string;
  message_id: string;
  basis: string | null;
  wording: string | null;
}

export interface Suppression {
  lead_id: LeadId;
  reason: string;
  at: Instant;
  by: string | null;
  /** The lead that it may come from, whose row says by whom. */
  merged: LeadId | null;
}

export async function insertConsentRecords(tx: Tx, rows: readonly ConsentRecord[]): Promise<void> {
  await tx.query(
    `insert into consent_records (lane, lead_id, seq, purpose, granted, counted, occurred_at, at, event, source,
       message_id, basis, wording)
     select get_byte(uuid_send(lead_id), 0), lead_id, seq, purpose, granted, counted,
       to_timestamp(occurred_at / 1000), to_timestamp(at / 1000), event, source, message_id, basis, wording
     from json_to_recordset($1::json) as x(lead_id uuid, seq bigint, purpose text, granted boolean, counted boolean,
       occurred_at float8, at float8, event text, source text, message_id text, basis text, wording text)`,
    [JSON.stringify(rows)],
    'insert_consent_records',
  );
}

export async function saveSuppressions(tx: Tx, rows: readonly Suppression[]): Promise<void> {
  await tx.query(
    `insert into suppressions (lane, lead_id, reason, at, by)
     select get_byte(uuid_send(x.lead_id), 0), x.lead_id, x.reason, to_timestamp(x.at / 1000), coalesce(x.by, s.by)
     from json_to_recordset($1::json) as x(lead_id uuid, reason text, at float8, by text, merged uuid)
     left join suppressions s on s.lane = get_byte(uuid_send(x.merged), 0) and s.lead_id = x.merged and s.reason = x.reason
     on conflict (lane, lead_id) do update set reason = excluded.reason, at = excluded.at, by = excluded.by`,
    [JSON.stringify(rows)],
    'save_suppressions',
  );
}

export async function removeSuppressions(tx: Tx, ids: readonly LeadId[]): Promise<void> {
  await tx.query(
    `delete from suppressions s using json_to_recordset($1::json) as x(lead_id uuid)
     where s.lane = get_byte(uuid_send(x.lead_id), 0) and s.lead_id = x.lead_id`,
    [JSON.stringify(ids.map((id) => ({ lead_id: id })))],
    'remove_suppressions',
  );
}

/** What is on record of a lead, newest first. */
export function readConsentRecords(
  on: Queryable,
  lane: number,
  leadId: LeadId,
  limit: number,
): Promise<ConsentRecord[]> {
  return on.query(
    `select lead_id, seq, purpose, granted, counted, occurred_at, at, event, source, message_id, basis, wording
     from consent_records where lane = $1 and lead_id = $2 order by seq desc limit $3`,
    [lane, leadId, limit],
    'read_consent_records',
  );
}
