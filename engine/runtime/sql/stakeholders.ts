import type { Tx } from '../../../db/connection.ts';
import type { LeadId } from '../../core/types.ts';

export interface AccountKey {
  lane: number;
  id: string;
}

export interface StakeholderCount {
  account_id: string;
  segment: string;
  leads: number;
}

/** How many leads of these accounts count in each segment; without zeros. */
export function countStakeholders(tx: Tx, accounts: readonly AccountKey[]): Promise<StakeholderCount[]> {
  return tx.query(
    `select s.account_id, s.segment, count(*)::int as leads
     from json_to_recordset($1::json) as x(lane smallint, id text collate "C")
     join stakeholders s on s.account_lane = x.lane and s.account_id = x.id
     group by s.account_id, s.segment
     order by s.account_id, s.segment`,
    [JSON.stringify(accounts)],
    'count_stakeholders',
  );
}

/** Of two classes of advisory locks, that of stakeholders. */
const STAKEHOLDER_LOCKS = 7_235_603;
/** Accounts share locks, so that a transaction takes a bounded number of them. */
const SLOTS = 256;

/**
 * Holds these accounts' counts until the end of the transaction: who joins, parts or moves meanwhile waits. Comes after
 * all row locks and in one order.
 */
export async function holdStakeholders(tx: Tx, accounts: readonly AccountKey[]): Promise<void> {
  await tx.query(
    `select pg_advisory_xact_lock($2::int, slot)
     from (select distinct hashtext(x.id) & ${SLOTS - 1} as slot
           from json_to_recordset($1::json) as x(id text) order by slot) slots`,
    [JSON.stringify(accounts.map(({ id }) => ({ id }))), STAKEHOLDER_LOCKS],
    'hold_stakeholders',
  );
}

export interface StakeholderRow {
  lead_id: LeadId;
  segment: string;
}

/** Takes the one rows out and puts the others in; a row that is there moves to the account. No row is in both. */
export async function saveStakeholders(
  tx: Tx,
  parted: readonly StakeholderRow[],
  joined: readonly (StakeholderRow & { account_lane: number; account_id: string })[],
): Promise<void> {
  await tx.query(
    `with parted as (
       delete from stakeholders s
       using json_to_recordset($1::json) as x(lead_id uuid, segment text collate "C")
       where s.lane = get_byte(uuid_send(x.lead_id), 0) and s.lead_id = x.lead_id and s.segment = x.segment
     )
     insert into stakeholders (lane, lead_id, segment, account_lane, account_id)
     select get_byte(uuid_send(lead_id), 0), lead_id, segment, account_lane, account_id
     from json_to_recordset($2::json)
       as x(lead_id uuid, segment text collate "C", account_lane smallint, account_id text collate "C")
     order by 1, 2, 3
     on conflict (lane, lead_id, segment)
       do update set account_lane = excluded.account_lane, account_id = excluded.account_id`,
    [JSON.stringify(parted), JSON.stringify(joined)],
    'save_stakeholders',
  );
}

/** Leaves an input for every lead of the accounts but these. Takes no lock on them. */
export async function wakeStakeholders(
  tx: Tx,
  accounts: readonly (AccountKey & { wakes: number })[],
  told: readonly LeadId[],
): Promise<void> {
  await tx.query(
    `insert into inbox (lane, lead_id, body)
     select l.lane, l.id, json_build_object('body', json_build_object('kind', 'account'), 'wakes', x.wakes)
     from json_to_recordset($1::json) as x(lane smallint, id text collate "C", wakes int)
     join leads l on l.account_lane = x.lane and l.account_id = x.id
     where l.id <> all (array(select lead_id from json_to_recordset($2::json) as t(lead_id uuid)))
     order by l.lane, l.id`,
    [JSON.stringify(accounts), JSON.stringify(told.map((lead_id) => ({ lead_id })))],
    'wake_stakeholders',
  );
}
