import type { Tx } from '../../../db/connection.ts';
import type { Fields, LeadId } from '../../core/types.ts';

export interface AccountRow {
  lane: number;
  id: string;
  /** 0 until its first fields are known. */
  version: number;
  fields: Fields;
}
type AccountKey = Pick<AccountRow, 'lane' | 'id'>;

/** In the order of locks: by lane and id. */
export async function readAccounts(
  tx: Tx,
  keys: readonly AccountKey[],
  lock: '' | 'for update' | 'for share' = '',
): Promise<AccountRow[]> {
  if (keys.length === 0) return [];
  return tx.query<AccountRow>(
    `select a.lane, a.id, a.version, a.fields
     from json_to_recordset($1::json) as x(lane smallint, id text collate "C")
     join accounts a on a.lane = x.lane and a.id = x.id
     order by a.lane, a.id ${lock && `${lock} of a`}`,
    [JSON.stringify(keys.map(({ lane, id }) => ({ lane, id })))],
    `read_accounts ${lock}`.trim().replaceAll(' ', '_'),
  );
}

/** Makes rows for accounts heard of for the first time; another batch may have done so meanwhile. */
export async function insertAccounts(
  tx: Tx,
  rows: readonly (AccountKey & { demo: boolean })[],
): Promise<void> {
  await tx.query(
    `insert into accounts (lane, id, version, fields, demo)
     select lane, id, 0, '{}', demo from json_to_recordset($1::json) as x(lane smallint, id text collate "C", demo boolean)
     order by lane, id
     on conflict do nothing`,
    [JSON.stringify(rows)],
    'insert_accounts',
  );
}

export async function updateAccounts(tx: Tx, rows: readonly AccountRow[]): Promise<void> {
  await tx.query(
    `update accounts a set version = x.version, fields = x.fields
     from json_to_recordset($1::json) as x(lane smallint, id text collate "C", version int, fields jsonb)
     where a.lane = x.lane and a.id = x.id`,
    [JSON.stringify(rows)],
    'update_accounts',
  );
}

/** Leaves an input for every lead of the accounts that was not told already. Takes no lock on them. */
export async function wakeLeads(
  tx: Tx,
  accounts: readonly AccountKey[],
  told: readonly { id: string; leadId: LeadId }[],
): Promise<void> {
  await tx.query(
    `insert into inbox (lane, lead_id, body)
     select l.lane, l.id, '{"body": {"kind": "account"}}'
     from json_to_recordset($1::json) as x(lane smallint, id text collate "C")
     join leads l on l.account_lane = x.lane and l.account_id = x.id
     where l.id <> all (array(select lead_id from json_to_recordset($2::json) as t(lead_id uuid)))
     order by l.lane, l.id`,
    [
      JSON.stringify(accounts.map(({ lane, id }) => ({ lane, id }))),
      JSON.stringify(told.map(({ leadId }) => ({ lead_id: leadId }))),
    ],
    'wake_leads',
  );
}
