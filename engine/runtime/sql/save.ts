/** Instants come as milliseconds since 1970. */
const instant = (column: string) => `to_timestamp(${column} / 1000)`;

const leadColumns = `lane smallint, id uuid, seq bigint, program int, fields jsonb, state json, lists text[], score int,
  journey text, lifecycle text, account_lane smallint, account_id text, mailable boolean, next_due_at float8,
  fault text, demo boolean, created_at float8`;

/**
 * Everything a batch of decisions writes, one JSON parameter a table: $1 new leads, $2 known leads, $3 inputs,
 * $4 ledger, $5 outbox, $6 enrolments, $7 stage moves. The leads are locked by this transaction or new.
 */
export const saveStatement = `
with new_leads as (
  insert into leads (lane, id, seq, program, fields, state, lists, score, journey, lifecycle, account_lane, account_id,
    mailable, next_due_at, fault, demo, created_at)
  select lane, id, seq, program, fields, state::text, lists, score, journey, lifecycle, account_lane, account_id,
    mailable, ${instant('next_due_at')}, fault, demo, ${instant('created_at')}
  from json_to_recordset($1::json) as x(${leadColumns})
), known_leads as (
  update leads l set seq = x.seq, program = x.program, fields = coalesce(x.fields, l.fields), state = x.state::text,
    lists = x.lists, score = x.score, journey = x.journey, lifecycle = x.lifecycle, account_lane = x.account_lane,
    account_id = x.account_id, mailable = x.mailable, next_due_at = ${instant('x.next_due_at')}, fault = x.fault
  from json_to_recordset($2::json) as x(${leadColumns})
  where l.lane = x.lane and l.id = x.id
), new_inputs as (
  insert into inputs (lane, lead_id, seq, at, kind, program, semantics, name, occurred_at, source, message_id,
    properties, payload, facts, decision)
  select lane, lead_id, seq, ${instant('at')}, kind, program, semantics, name, ${instant('occurred_at')}, source,
    message_id, properties, payload, facts, decision::text
  from json_to_recordset($3::json) as x(lane smallint, lead_id uuid, seq bigint, at float8, kind text, program int,
    semantics smallint, name text, occurred_at float8, source text, message_id text, properties jsonb, payload jsonb,
    facts jsonb, decision json)
), new_ledger as (
  insert into ledger (lane, lead_id, seq, ordinal, at, rule, points)
  select lane, lead_id, seq, ordinal, ${instant('at')}, rule, points
  from json_to_recordset($4::json) as x(lane smallint, lead_id uuid, seq bigint, ordinal smallint, at float8,
    rule text, points int)
), new_outbox as (
  insert into outbox (lane, lead_id, seq, ordinal, kind, track, step, effect, not_before)
  select lane, lead_id, seq, ordinal, kind, track, step, effect, ${instant('not_before')}
  from json_to_recordset($5::json) as x(lane smallint, lead_id uuid, seq bigint, ordinal smallint, kind text,
    track text, step text, effect jsonb, not_before float8)
), latest_enrolments as (
  insert into enrolments (lane, lead_id, track, n, step, status, started_at, started_by, step_at, ended_at, reason)
  select distinct on (lane, lead_id, track, n) lane, lead_id, track, n, step, status, ${instant('started_at')},
    started_by, ${instant('step_at')}, ${instant('ended_at')}, reason
  from rows from (json_to_recordset($6::json) as (lane smallint, lead_id uuid, track text, n int, step text,
    status text, started_at float8, started_by text, step_at float8, ended_at float8, reason text))
    with ordinality as x(lane, lead_id, track, n, step, status, started_at, started_by, step_at, ended_at, reason, place)
  order by lane, lead_id, track, n, place desc
  on conflict (lane, lead_id, track, n) do update set step = excluded.step, status = excluded.status,
    step_at = excluded.step_at, ended_at = excluded.ended_at, reason = excluded.reason
)
insert into stage_moves (lane, lead_id, seq, ordinal, at, kind, from_stage, to_stage)
select lane, lead_id, seq, ordinal, ${instant('at')}, kind, from_stage, to_stage
from json_to_recordset($7::json) as x(lane smallint, lead_id uuid, seq bigint, ordinal smallint, at float8, kind text,
  from_stage text, to_stage text)`;
