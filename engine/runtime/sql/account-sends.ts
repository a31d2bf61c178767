import type { Tx } from '../../../db/connection.ts';
import { laneOfValue } from '../../../db/lanes.ts';

export interface AccountKey {
  lane: number;
  id: string;
}
export interface AccountSendsRow extends AccountKey {
  /** Milliseconds since 1970, oldest first. */
  sends: number[];
}

/** In the order of their locks. */
export function accountKeys(ids: Iterable<string>): AccountKey[] {
  return [...ids]
    .map((id) => ({ lane: laneOfValue(id), id }))
    .sort((a, b) => a.lane - b.lane || (a.id < b.id ? -1 : 1));
}

const keysOf = (keys: readonly AccountKey[]) => JSON.stringify(keys.map(({ lane, id }) => ({ lane, id })));

/** Locks those that there are, in order of lane and id. */
export function lockAccountSends(tx: Tx, keys: readonly AccountKey[]): Promise<AccountSendsRow[]> {
  return tx.query(
    `select s.lane, s.id, s.sends
     from json_to_recordset($1::json) as x(lane smallint, id text collate "C")
     join account_sends s on s.lane = x.lane and s.id = x.id
     order by s.lane, s.id
     for update of s`,
    [keysOf(keys)],
    'lock_account_sends',
  );
}

/** The leads of account x, with those that were merged into them: their emails went to the account as well. */
const leadsOfAccount = `(
  select l.lane, l.id from leads l where l.account_lane = x.lane and l.account_id = x.id
  union all
  select r.lane, r.id from leads l join lead_redirects r on r.to_lane = l.lane and r.to_id = l.id
  where l.account_lane = x.lane and l.account_id = x.id
) s`;

/** When marketing email left for the leads of accounts since then, in order; what is under way counts as `now`. */
export function readAccountSends(
  tx: Tx,
  keys: readonly AccountKey[],
  since: number,
  now: number,
): Promise<{ id: string; at: number }[]> {
  return tx.query(
    `select x.id, case o.status when 'sending' then to_timestamp($3::float8 / 1000) else o.settled_at end as at
     from json_to_recordset($1::json) as x(lane smallint, id text collate "C")
     cross join lateral ${leadsOfAccount}
     join outbox o on o.lane = s.lane and o.lead_id = s.id
     where o.kind = 'email' and o.effect ->> 'purpose' = 'marketing'
       and (o.status = 'sending'
         or (o.status in ('sent', 'in_doubt') and o.settled_at > to_timestamp($2::float8 / 1000)))
     order by 2, o.lane, o.lead_id, o.seq, o.ordinal`,
    [keysOf(keys), since, now],
    'read_account_sends',
  );
}

/** What the outbox holds for the leads of account x since $2. */
const sendsInOutbox = `coalesce((
       select jsonb_agg((o.effect ->> 'notBefore')::float8 order by (o.effect ->> 'notBefore')::float8)
       from ${leadsOfAccount} join outbox o on o.lane = s.lane and o.lead_id = s.id
       where o.kind = 'email' and o.effect ->> 'purpose' = 'marketing' and (o.effect ->> 'notBefore')::float8 > $2
         and (o.status <> 'refused' or o.result ->> 'reason' is distinct from 'merged')), '[]')`;

/** The counts that accounts would begin with; writes and locks nothing. */
export function peekAccountSends(
  tx: Tx,
  keys: readonly AccountKey[],
  since: number,
): Promise<AccountSendsRow[]> {
  return tx.query(
    `select x.lane, x.id, ${sendsInOutbox} as sends
     from json_to_recordset($1::json) as x(lane smallint, id text collate "C")`,
    [keysOf(keys), since],
    'peek_account_sends',
  );
}

/** Begins the counts of accounts with what the outbox holds for their leads since an instant. */
export async function beginAccountSends(tx: Tx, keys: readonly AccountKey[], since: number): Promise<void> {
  await tx.query(
    `insert into account_sends (lane, id, sends)
     select x.lane, x.id, ${sendsInOutbox}
     from json_to_recordset($1::json) as x(lane smallint, id text collate "C")
     order by x.lane, x.id
     on conflict do nothing`,
    [keysOf(keys), since],
    'begin_account_sends',
  );
}

export async function saveAccountSends(tx: Tx, rows: readonly AccountSendsRow[]): Promise<void> {
  await tx.query(
    `update account_sends s set sends = x.sends
     from json_to_recordset($1::json) as x(lane smallint, id text collate "C", sends jsonb)
     where s.lane = x.lane and s.id = x.id`,
    [JSON.stringify(rows)],
    'save_account_sends',
  );
}

/** They are counted anew when an account is next decided for. */
export async function forgetAccountSends(tx: Tx): Promise<void> {
  await tx.query('delete from account_sends', [], 'forget_account_sends');
}
