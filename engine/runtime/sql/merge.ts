import type { Tx } from '../../../db/connection.ts';
import type { Effect, Instant, LeadId } from '../../core/types.ts';
import type { NewIdentity } from '../identity/identify.ts';

export interface MergedPair {
  loser: LeadId;
  survivor: LeadId;
  /** Person id, or `identity`. */
  by: string;
}

const pairsOf = (pairs: readonly MergedPair[]) =>
  JSON.stringify(pairs.map(({ loser, survivor, by }) => ({ loser, survivor, by })));
const pairs = 'json_to_recordset($1::json) as p(loser uuid, survivor uuid, by text)';
const lane = (column: string) => `get_byte(uuid_send(${column}), 0)`;

/** Where leads that have no row any more live on, and which of them were erased. Those unknown are not among them. */
export function findGone(
  tx: Tx,
  ids: readonly LeadId[],
): Promise<{ id: LeadId; to: LeadId | null; erased: boolean }[]> {
  return tx.query(
    `select x.id, r.to_id as "to", e.lead_id is not null as erased
     from json_to_recordset($1::json) as x(id uuid)
     left join lead_redirects r on r.lane = ${lane('x.id')} and r.id = x.id
     left join erasures e on e.lane = ${lane('x.id')} and e.lead_id = x.id
     where r.id is not null or e.lead_id is not null`,
    [JSON.stringify(ids.map((id) => ({ id })))],
    'find_gone',
  );
}

/** Whether a user id names these leads; and whether nothing but anonymous ids does, and it is not parked. */
export function readNaming(
  tx: Tx,
  ids: readonly LeadId[],
): Promise<{ id: LeadId; user: boolean; anonymous: boolean }[]> {
  return tx.query(
    `select l.id, coalesce(i.user, false) as "user", l.fault is null and not coalesce(i.known, false) as anonymous
     from json_to_recordset($1::json) as x(id uuid)
     join leads l on l.lane = ${lane('x.id')} and l.id = x.id
     cross join lateral (
       select bool_or(i.kind = 'user') as user, bool_or(i.kind <> 'anonymous') as known
       from identities i where i.lead_lane = l.lane and i.lead_id = l.id
     ) i`,
    [JSON.stringify(ids.map((id) => ({ id })))],
    'read_naming',
  );
}

/**
 * What a merge goes by of the losers' outboxes: everything that is queued, and the emails that left or may have left,
 * those of leads merged into the loser before included.
 */
export function readOutboxes(
  tx: Tx,
  losers: readonly LeadId[],
): Promise<
  {
    lead_id: LeadId;
    status: string;
    effect: Effect;
    not_before: Instant;
    track: string | null;
    step: string;
  }[]
> {
  return tx.query(
    `select x.id as lead_id, o.status, o.effect, o.not_before, o.track, o.step
     from json_to_recordset($1::json) as x(id uuid)
     cross join lateral (
       select ${lane('x.id')} as lane, x.id
       union all select r.lane, r.id from lead_redirects r where r.to_lane = ${lane('x.id')} and r.to_id = x.id
     ) s
     join outbox o on o.lane = s.lane and o.lead_id = s.id
     where (o.status = 'queued' and s.id = x.id)
       or (o.kind = 'email' and o.status in ('sending', 'sent', 'in_doubt'))
     order by x.id, o.lane, o.lead_id, o.seq, o.ordinal`,
    [JSON.stringify(losers.map((id) => ({ id })))],
    'read_outboxes',
  );
}

/**
 * What a merge writes beside the decisions of both leads, which are saved before: what was queued for the loser is
 * cancelled, its identities name the survivor, its row of leads becomes a redirect, its events are the survivor's too.
 * Statement by statement: each sees what the one before wrote.
 */
export async function saveMerges(
  tx: Tx,
  merged: readonly MergedPair[],
  carried: readonly { loser: LeadId; track: string; n: number }[],
  at: Instant,
): Promise<void> {
  const given = pairsOf(merged);
  await tx.query(
    `update outbox o set status = 'refused', settled_at = to_timestamp($2::float8 / 1000),
       result = '{"status": "refused", "reason": "merged"}'
     from ${pairs}
     where o.lane = ${lane('p.loser')} and o.lead_id = p.loser and o.status = 'queued'`,
    [given, at],
    'merge_outbox',
  );
  await tx.query(
    `delete from enrolments e using json_to_recordset($1::json) as x(loser uuid, track text, n int)
     where e.lane = ${lane('x.loser')} and e.lead_id = x.loser and e.track = x.track and e.n = x.n`,
    [JSON.stringify(carried)],
    'merge_enrolments',
  );
  await tx.query(
    `delete from suppressions s using ${pairs} where s.lane = ${lane('p.loser')} and s.lead_id = p.loser`,
    [given],
    'merge_suppressions',
  );
  await repointIdentities(tx, merged);
  await tx.query(
    `update lead_redirects r set to_lane = ${lane('p.survivor')}, to_id = p.survivor
     from ${pairs} where r.to_lane = ${lane('p.loser')} and r.to_id = p.loser`,
    [given],
    'merge_redirects',
  );
  await tx.query(
    `with gone as (
       delete from leads l using ${pairs} where l.lane = ${lane('p.loser')} and l.id = p.loser
       returning l.*, p.survivor, p.by
     )
     insert into lead_redirects (lane, id, to_lane, to_id, at, by, seq, program, fields, state, demo, created_at)
     select lane, id, ${lane('survivor')}, survivor, to_timestamp($2::float8 / 1000), by, seq, program, fields, state,
       demo, created_at
     from gone`,
    [given, at],
    'merge_leads',
  );
  await tx.query(
    `update merged_events m set lane = ${lane('p.survivor')}, lead_id = p.survivor
     from ${pairs} where m.lane = ${lane('p.loser')} and m.lead_id = p.loser`,
    [given],
    'merge_merged_events',
  );
  await tx.query(
    `insert into merged_events (lane, lead_id, from_id, seq, at, name, occurred_at, properties)
     select ${lane('p.survivor')}, p.survivor, i.lead_id, i.seq, i.at, i.name, i.occurred_at, i.properties
     from ${pairs} join inputs i on i.lane = ${lane('p.loser')} and i.lead_id = p.loser
     where i.name is not null`,
    [given],
    'merge_events',
  );
}

/** The losers' identity values name the survivors. */
export async function repointIdentities(tx: Tx, merged: readonly MergedPair[]): Promise<void> {
  await tx.query(
    `update identities i set lead_lane = ${lane('p.survivor')}, lead_id = p.survivor
     from ${pairs} where i.lead_lane = ${lane('p.loser')} and i.lead_id = p.loser`,
    [pairsOf(merged)],
    'merge_identities',
  );
}

/** Takes back values that this transaction attached. */
export async function deleteIdentities(tx: Tx, attached: readonly NewIdentity[]): Promise<void> {
  await tx.query(
    `delete from identities i using json_to_recordset($1::json) as x(lane smallint, kind text, value text collate "C")
     where i.lane = x.lane and i.kind = x.kind and i.value = x.value`,
    [JSON.stringify(attached.map(({ lane, kind, value }) => ({ lane, kind, value })))],
    'delete_identities',
  );
}

/** Takes away what names leads that were erased. */
export async function dropIdentities(tx: Tx, erased: readonly LeadId[]): Promise<void> {
  await tx.query(
    `delete from identities i using json_to_recordset($1::json) as x(id uuid)
     where i.lead_lane = ${lane('x.id')} and i.lead_id = x.id`,
    [JSON.stringify(erased.map((id) => ({ id })))],
    'drop_identities',
  );
}

/**
 * Inputs that were left for a lead while it was being merged elsewhere go on to the one it lives on in, in their
 * order, an outcome with the name of the lead whose effect it was; those for a lead that was erased meanwhile go.
 */
export async function forwardInbox(tx: Tx): Promise<void> {
  await tx.query(
    `with moved as (
       delete from inbox i using lead_redirects r where r.lane = i.lane and r.id = i.lead_id
       returning r.to_lane, r.to_id, i.lead_id, i.n, i.body
     )
     insert into inbox (lane, lead_id, body)
     select to_lane, to_id, case when body #>> '{body,kind}' = 'outcome' and body #> '{body,lead}' is null
       then jsonb_set(body, '{body,lead}', to_jsonb(lead_id)) else body end
     from moved order by n`,
    [],
    'forward_inbox',
  );
  await tx.query(
    `with gone as (
       delete from inbox i using erasures e where e.lane = i.lane and e.lead_id = i.lead_id returning i.lane, i.lead_id
     )
     delete from identities i using gone g where i.lead_lane = g.lane and i.lead_id = g.lead_id`,
    [],
    'drop_inbox_of_erased',
  );
}
