import type { Tx } from '../../../db/connection.ts';

export interface AccountKey {
  lane: number;
  id: string;
}
export interface AccountSendsRow extends AccountKey {
  /** Milliseconds since 1970, oldest first. */
  sends: number[];
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

/** Begins the counts of accounts with what the outbox holds for their leads since an instant. */
export async function beginAccountSends(tx: Tx, keys: readonly AccountKey[], since: number): Promise<void> {
  await tx.query(
    `insert into account_sends (lane, id, sends)
     select x.lane, x.id, coalesce((
       select jsonb_agg((o.effect ->> 'notBefore')::float8 order by (o.effect ->> 'notBefore')::float8)
       from leads l join outbox o on o.lane = l.lane and o.lead_id = l.id
       where l.account_lane = x.lane and l.account_id = x.id and o.kind = 'email'
         and o.effect ->> 'purpose' = 'marketing' and (o.effect ->> 'notBefore')::float8 > $2), '[]')
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
