import type { Queryable, Tx } from '../../../db/connection.ts';
import type { Effect, Fields, LeadId, Outcome } from '../../core/types.ts';
import { type LeadRow, lockLeads } from './claim.ts';

export interface OutboxKey {
  lead_id: LeadId;
  seq: number;
  ordinal: number;
}
export type QueuedRow = OutboxKey &
  Pick<LeadRow, 'fields' | 'state' | 'account_id' | 'demo'> & {
    effect: Effect;
    /** Made before, those that counted. */
    attempts: number;
  };

/**
 * Effects of these kinds that are due, with their leads, both locked. Leads that are parked or have inputs waiting
 * are passed over: among these may be the word that stops the sending. So are emails of halted tracks (`*` for all):
 * they stay queued until a change resumes them. Updates of a CRM are in no index that this goes by.
 */
export function claimQueued(
  tx: Tx,
  lanes: readonly number[],
  kinds: readonly Effect['kind'][],
  now: number,
  limit: number,
  halted: readonly string[],
): Promise<QueuedRow[]> {
  return tx.query(
    `select o.* from unnest($1::smallint[]) as w(lane)
     cross join lateral (
       select o.lead_id, o.seq, o.ordinal, o.effect, o.attempts, l.fields, l.state, l.account_id, l.demo
       from outbox o join leads l on l.lane = o.lane and l.id = o.lead_id
       where o.lane = w.lane and o.status = 'queued' and o.kind <> 'crm' and o.not_before <= to_timestamp($3::float8 / 1000)
         and o.kind = any($2::text[]) and l.fault is null
         and not (o.kind = 'email' and (o.track = any($5::text[]) or '*' = any($5::text[])))
         and not exists (select from inbox i where i.lane = o.lane and i.lead_id = o.lead_id)
       order by o.not_before, o.lead_id, o.seq, o.ordinal
       limit $4
       for update of o, l skip locked
     ) o
     limit $4`,
    [lanes, kinds, now, limit, halted],
    'claim_queued',
  );
}

/** Committed before anything leaves: from here on a row is sent once or in doubt, never twice. */
export async function markSending(tx: Tx, keys: readonly OutboxKey[], leaseUntil: number): Promise<void> {
  await tx.query(
    `update outbox o set status = 'sending', attempts = attempts + 1, lease_until = to_timestamp($2::float8 / 1000)
     from json_to_recordset($1::json) as x(lead_id uuid, seq bigint, ordinal smallint)
     where o.lane = get_byte(uuid_send(x.lead_id), 0) and o.lead_id = x.lead_id and o.seq = x.seq and o.ordinal = x.ordinal`,
    [JSON.stringify(keys.map(({ lead_id, seq, ordinal }) => ({ lead_id, seq, ordinal }))), leaseUntil],
    'mark_sending',
  );
}

/** Records outcomes of rows that still have the status `from`; gives the keys of those it changed. */
export function settleRows(
  tx: Tx,
  outcomes: readonly (OutboxKey & { outcome: Outcome; leaseUntil?: number })[],
  from: 'sending' | 'queued',
  at: number,
): Promise<OutboxKey[]> {
  const rows = outcomes.map(({ lead_id, seq, ordinal, leaseUntil, outcome }) => ({
    lead_id,
    seq,
    ordinal,
    lease: leaseUntil,
    status: outcome.status,
    result: outcome,
  }));
  return tx.query(
    `update outbox o set status = x.status, settled_at = to_timestamp($3::float8 / 1000), result = x.result, lease_until = null
     from json_to_recordset($1::json) as x(lead_id uuid, seq bigint, ordinal smallint, lease float8, status text, result jsonb)
     where o.lane = get_byte(uuid_send(x.lead_id), 0) and o.lead_id = x.lead_id and o.seq = x.seq
       and o.ordinal = x.ordinal and o.status = $2
       and (x.lease is null or o.lease_until = to_timestamp(x.lease / 1000))
     returning o.lead_id, o.seq, o.ordinal`,
    [JSON.stringify(rows), from, at],
    'settle_rows',
  );
}

export interface PutOff extends OutboxKey {
  /** Of the claim that is put off. */
  leaseUntil: number;
  notBefore: number;
  /** Whether the attempt counts. */
  counts: boolean;
  /** Kept for people to read, until the next attempt. */
  result: unknown;
}

/**
 * Puts rows that are still `sending` under the same claim back into the queue; gives those whose lead has gone: queued
 * under an id that is over, nobody would ever take them. The leads are waited for: a merge that saw a row as `sending`
 * has the survivor pass over its step, so it must not be queued again once that merge has been saved.
 */
export async function putOffRows<T extends PutOff>(tx: Tx, rows: readonly T[]): Promise<T[]> {
  const ids = [...new Set(rows.map((row) => row.lead_id))];
  const present = new Set((await lockLeads(tx, ids, true)).map(({ id }) => id));
  const here = rows.filter((row) => present.has(row.lead_id));
  const gone = rows.filter((row) => !present.has(row.lead_id));
  if (here.length === 0) return gone;
  await tx.query(
    `update outbox o set status = 'queued', lease_until = null, result = x.result,
       not_before = to_timestamp(x."notBefore" / 1000), attempts = o.attempts - case when x.counts then 0 else 1 end
     from json_to_recordset($1::json)
       as x(lead_id uuid, seq bigint, ordinal smallint, "leaseUntil" float8, "notBefore" float8, counts boolean, result jsonb)
     where o.lane = get_byte(uuid_send(x.lead_id), 0) and o.lead_id = x.lead_id and o.seq = x.seq
       and o.ordinal = x.ordinal and o.status = 'sending' and o.lease_until = to_timestamp(x."leaseUntil" / 1000)`,
    [JSON.stringify(here)],
    'put_off_rows',
  );
  return gone;
}

export interface Postponed extends OutboxKey {
  notBefore: number;
  /** Kept for people to read, until the next attempt. */
  result: unknown;
}

/** Rows that are still queued wait for longer. */
export async function postponeRows(tx: Tx, rows: readonly Postponed[]): Promise<void> {
  await tx.query(
    `update outbox o set result = x.result, not_before = to_timestamp(x."notBefore" / 1000)
     from json_to_recordset($1::json) as x(lead_id uuid, seq bigint, ordinal smallint, "notBefore" float8, result jsonb)
     where o.lane = get_byte(uuid_send(x.lead_id), 0) and o.lead_id = x.lead_id and o.seq = x.seq
       and o.ordinal = x.ordinal and o.status = 'queued'`,
    [JSON.stringify(rows)],
    'postpone_rows',
  );
}

/** Rows whose sender never came back: their lease has run out. Locked. */
export function claimExpired(
  tx: Tx,
  lanes: readonly number[],
  now: number,
  limit: number,
): Promise<(OutboxKey & { leaseUntil: number })[]> {
  return tx.query(
    `select lead_id, seq, ordinal, lease_until as "leaseUntil" from outbox
     where status = 'sending' and lease_until <= to_timestamp($2::float8 / 1000) and lane = any($1::smallint[])
     order by lease_until, lane, lead_id, seq, ordinal
     limit $3
     for update skip locked`,
    [lanes, now, limit],
    'claim_expired',
  );
}

/** The same, without locks and with what their senders must know to tell what became of them. */
export function peekExpired(
  on: Queryable,
  lanes: readonly number[],
  now: number,
  limit: number,
): Promise<(OutboxKey & { effect: Effect; fields: Fields | null; demo: boolean | null })[]> {
  return on.query(
    `select o.lead_id, o.seq, o.ordinal, o.effect, coalesce(l.fields, r.fields) as fields,
       coalesce(l.demo, r.demo) as demo
     from outbox o
     left join leads l on l.lane = o.lane and l.id = o.lead_id
     left join lead_redirects r on r.lane = o.lane and r.id = o.lead_id
     where o.status = 'sending' and o.lease_until <= to_timestamp($2::float8 / 1000) and o.lane = any($1::smallint[])
     order by o.lease_until, o.lane, o.lead_id, o.seq, o.ordinal
     limit $3`,
    [lanes, now, limit],
    'peek_expired',
  );
}

/** Updates of a CRM that no connector has taken yet, by system. */
export function countWaitingForCrm(db: Queryable): Promise<{ system: string; count: number }[]> {
  return db.query(
    `select effect->>'system' as system, count(*)::int as count
     from outbox where lane between 0 and 255 and status = 'queued' and kind = 'crm'
     group by 1 order by 1`,
    [],
    'count_waiting_for_crm',
  );
}

/** When marketing email left for these leads since then, in order; what is under way counts as `now`. */
export function readSends(
  tx: Tx,
  ids: readonly LeadId[],
  since: number,
  now: number,
): Promise<{ lead_id: LeadId; at: number }[]> {
  return tx.query(
    `select o.lead_id, case o.status when 'sending' then to_timestamp($3::float8 / 1000) else o.settled_at end as at
     from json_to_recordset($1::json) as x(id uuid)
     join outbox o on o.lane = get_byte(uuid_send(x.id), 0) and o.lead_id = x.id
     where o.kind = 'email' and o.effect ->> 'purpose' = 'marketing'
       and (o.status = 'sending'
         or (o.status in ('sent', 'in_doubt') and o.settled_at > to_timestamp($2::float8 / 1000)))
     order by 2, o.lane, o.lead_id, o.seq, o.ordinal`,
    [JSON.stringify(ids.map((id) => ({ id }))), since, now],
    'read_sends',
  );
}
