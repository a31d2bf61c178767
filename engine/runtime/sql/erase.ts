import type { Tx } from '../../../db/connection.ts';
import { laneOfValue } from '../../../db/lanes.ts';
import { tablesOfFacts } from '../../analytics/facts/tables.ts';
import type { Instant, LeadId } from '../../core/types.ts';
import type { AccountKey } from './stakeholders.ts';

export type ErasureReason = 'request' | 'retention' | 'mistake';

/**
 * The tables whose rows belong to a lead by (lane, lead_id), in the order in which they are emptied. The outbox first:
 * who writes down a delivery holds its row, and whatever it wrote is there for the statements that follow.
 */
export const tablesOfLead = [
  'outbox',
  'outbox_actions',
  'mailbox',
  'sales_notices',
  'notifications',
  'inbox',
  'inputs',
  'merged_events',
  'ledger',
  'enrolments',
  'stage_moves',
  'consent_records',
  'suppressions',
  'stakeholders',
  'snapshots',
  ...tablesOfFacts,
] as const;

const leads = 'json_to_recordset($1::json) as x(id uuid)';
const idsOf = (ids: readonly LeadId[]) => JSON.stringify(ids.map((id) => ({ id })));
const laneOf = 'get_byte(uuid_send(x.id), 0)';

/** The lead and those that were merged into it. */
export async function everyIdOf(tx: Tx, id: LeadId): Promise<LeadId[]> {
  const rows = await tx.query<{ id: LeadId }>(
    `select id from lead_redirects
     where to_lane = get_byte(uuid_send($1::uuid), 0) and to_id = $1::uuid order by lane, id`,
    [id],
    'every_id_of',
  );
  return [id, ...rows.map((row) => row.id)];
}

/** What names the lead: the values of its identities, and the texts of its fields, now and before its merges. */
export async function readNames(
  tx: Tx,
  ids: readonly LeadId[],
): Promise<{ identities: string[]; fields: Record<string, unknown>[] }> {
  const identities = await tx.query<{ value: string }>(
    `select distinct i.value from ${leads} join identities i on i.lead_lane = ${laneOf} and i.lead_id = x.id`,
    [idsOf(ids)],
  );
  const fields = await tx.query<{ fields: Record<string, unknown> }>(
    `select l.fields from ${leads} join leads l on l.lane = ${laneOf} and l.id = x.id
     union all select r.fields from ${leads} join lead_redirects r on r.lane = ${laneOf} and r.id = x.id`,
    [idsOf(ids)],
  );
  return { identities: identities.map((row) => row.value), fields: fields.map((row) => row.fields) };
}

/** The tombstones come first: whoever looks from now on finds that these ids are over. */
export async function insertErasures(
  tx: Tx,
  ids: readonly LeadId[],
  { at, by, reason }: { at: Instant; by: string; reason: ErasureReason },
): Promise<void> {
  await tx.query(
    `insert into erasures (lane, lead_id, at, by, reason)
     select ${laneOf}, x.id, to_timestamp($2::float8 / 1000), $3, $4 from ${leads} order by 1, 2`,
    [idsOf(ids), at, by, reason],
  );
}

/** Ids of users may be as short as a number: from this length on a name is looked for wherever it stands in an id. */
const longName = 8;
/** A shorter one names nobody. */
const shortName = 3;
/** As parts between dashes, the text of an SQL expression. */
const parts = (text: string) => `'-' || regexp_replace(lower(${text}), '[^[:alnum:]]+', '-', 'g') || '-'`;

/**
 * Message ids that are made of what names the lead; by a short name only where it is a whole part of the id. All
 * others stay, so that no event of before comes in again.
 */
export async function deleteNamingMessages(
  tx: Tx,
  ids: readonly LeadId[],
  names: readonly string[],
): Promise<void> {
  const rows = await tx.query<{ source: string; id: string }>(
    `select i.source, i.message_id as id from ${leads} join inputs i on i.lane = ${laneOf} and i.lead_id = x.id
     where i.message_id is not null
       and exists (
         select from unnest($2::text[]) as n(name)
         where case when length(n.name) >= $3 then position(lower(n.name) in lower(i.message_id)) > 0
           else length(n.name) >= $4 and position(${parts('n.name')} in ${parts('i.message_id')}) > 0 end
       )`,
    [idsOf(ids), names, longName, shortName],
  );
  await tx.query(
    `delete from message_ids m using json_to_recordset($1::json) as x(lane smallint, source text, id text)
     where m.lane = x.lane and m.source = x.source and m.id = x.id`,
    [JSON.stringify(rows.map((row) => ({ ...row, lane: laneOfValue(row.id) })))],
  );
}

export async function deleteLeads(tx: Tx, ids: readonly LeadId[]): Promise<void> {
  // What is on record of consent lets itself be deleted by an erasure only.
  await tx.exec(`set local trellis.erasing = 'on'`);
  for (const table of tablesOfLead) {
    await tx.query(`delete from ${table} t using ${leads} where t.lane = ${laneOf} and t.lead_id = x.id`, [
      idsOf(ids),
    ]);
  }
  await tx.query(
    `delete from identities i using ${leads} where i.lead_lane = ${laneOf} and i.lead_id = x.id`,
    [idsOf(ids)],
  );
  await tx.query(`delete from lead_redirects r using ${leads} where r.lane = ${laneOf} and r.id = x.id`, [
    idsOf(ids),
  ]);
  await tx.query(`delete from leads l using ${leads} where l.lane = ${laneOf} and l.id = x.id`, [idsOf(ids)]);
}

/** The account of a lead, if it has one. */
export function accountOf(tx: Tx, id: LeadId): Promise<AccountKey[]> {
  return tx.query(
    `select account_lane as lane, account_id as id from leads
     where lane = get_byte(uuid_send($1::uuid), 0) and id = $1::uuid and account_id is not null`,
    [id],
  );
}

/** Leaves an input for the other leads of the account: there is one stakeholder less. */
export async function wakeAccountOf(tx: Tx, id: LeadId): Promise<void> {
  await tx.query(
    `insert into inbox (lane, lead_id, body)
     select o.lane, o.id, '{"body": {"kind": "account"}}'
     from leads l join leads o on o.account_lane = l.account_lane and o.account_id = l.account_id
     where l.lane = get_byte(uuid_send($1::uuid), 0) and l.id = $1::uuid and o.id <> l.id
       and exists (select from stakeholders s where s.lane = l.lane and s.lead_id = l.id)
     order by o.lane, o.id`,
    [id],
  );
}

export interface Erasure {
  leadId: LeadId;
  at: Instant;
  by: string;
  reason: ErasureReason;
}

/** That leads were erased, newest first. */
export function listErasures(on: Pick<Tx, 'query'>, limit: number): Promise<Erasure[]> {
  return on.query(
    `select lead_id as "leadId", at, by, reason from erasures order by at desc, lane, lead_id limit $1`,
    [limit],
  );
}
