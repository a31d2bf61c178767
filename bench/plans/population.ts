import type { Database } from '../../db/connection.ts';
import { laneOfValue } from '../../db/lanes.ts';
import { createEngine } from '../../engine/runtime/engine.ts';
import { ensureParts } from '../../engine/runtime/history/history-parts.ts';
import { leadIdOf } from '../../engine/runtime/identity/lead-id.ts';
import { benchProgram, firstEvent } from '../events.ts';

const dayMs = 24 * 3_600_000;
const monthsOfHistory = 10;

export interface Population {
  db: Database;
  leads: number;
  /** Where their history ends. */
  now: number;
  progress?: (line: string) => void;
}

/**
 * Fills an empty database with leads of ten events each, a month apart. One is lived through the engine; the others are
 * its copies under identities of their own, at other times: what the planner knows of the tables is as it would be.
 */
export async function populate({ db, leads, now, progress = () => {} }: Population): Promise<void> {
  await ensureParts(db, now - (monthsOfHistory + 1) * 31 * dayMs, now);
  await liveTheFirst(db, now);
  await db.exec(`
    create table copied_lead as select * from leads limit 1;
    create table copied_inputs as select * from inputs;
    create table copied_ledger as select * from ledger;
    create table copied_outbox as select * from outbox;
    create table copied_enrolments as select * from enrolments;`);
  const batch = 10_000;
  for (let from = 1; from < leads; from += batch) {
    const rows = Array.from({ length: Math.min(batch, leads - from) }, (_, n) => row(from + n));
    await db.query(copyLeads, [JSON.stringify(rows)], 'copy_leads');
    if (from % (10 * batch) === 1) progress(`${from + rows.length} leads`);
  }
  progress('events');
  for (const table of ['ledger', 'outbox', 'enrolments', 'inputs']) await copyRows(db, table);
  await db.exec('drop table copied_lead, copied_inputs, copied_ledger, copied_outbox, copied_enrolments');
  progress('statistics');
  await db.exec('vacuum analyze');
}

/** Ten events, a month apart, and what follows from them. */
async function liveTheFirst(db: Database, now: number): Promise<void> {
  let at = now - monthsOfHistory * 30 * dayMs;
  const engine = createEngine({ db, clock: () => at });
  await db.transaction((tx) => engine.activate(tx, benchProgram(), { changeId: null }));
  const send = async () => ({ status: 'sent', messageId: 'x' }) as const;
  for (let month = 0; month < monthsOfHistory; month++) {
    const names = ['page_visit', 'page_visit', 'email_open', 'page_visit', 'content_download', 'form_submit'];
    const event = firstEvent(0, at);
    const visit = {
      ...event,
      messageId: `visit-${month}`,
      name: names[month % names.length] ?? 'page_visit',
      properties: {
        page_url: `https://www.fernhollow.example/blog/${month}`,
        item: 'guide',
        topic: 'operations',
      },
    };
    await engine.ingest(month === 0 ? [event] : [visit]);
    while ((await engine.runDue()) > 0);
    await engine.dispatch([{ kind: 'email', send }]);
    at += 30 * dayMs;
  }
}

function row(n: number) {
  const value = `user-${n}`;
  const email = `lead${n}@company${n % 10_000}.example`;
  const account = `company${n % 10_000}.example`;
  return {
    id: leadIdOf('user', value),
    lane: laneOfValue(value),
    value,
    email,
    email_lane: laneOfValue(email),
    account,
    account_lane: laneOfValue(account),
  };
}

const lane = 'get_byte(uuid_send(x.id), 0)';
const copyLeads = `
  with given as materialized (
    select * from json_to_recordset($1::json)
      as x(id uuid, lane smallint, value text, email text, email_lane smallint, account text, account_lane smallint)
  ), copied as (
    insert into leads (lane, id, seq, program, fields, state, lists, score, journey, lifecycle, account_lane, account_id,
      mailable, next_due_at, fault, demo, created_at)
    select ${lane}, x.id, l.seq, l.program, l.fields || jsonb_build_object('email', x.email),
      replace(l.state, l.id::text, x.id::text), l.lists, abs(hashtext(x.value)) % 100, l.journey, l.lifecycle,
      x.account_lane, x.account, l.mailable,
      case when l.next_due_at is not null then l.next_due_at + abs(hashtext(x.value)) % 2592000 * interval '1 second' end,
      l.fault, l.demo, l.created_at
    from given x cross join copied_lead l
  )
  insert into identities (lane, kind, value, lead_lane, lead_id)
  select x.lane, 'user', x.value, ${lane}, x.id from given x
  union all select x.email_lane, 'email', x.email, ${lane}, x.id from given x
  order by 1, 2, 3`;

/** Each lead's rows are as the first one's, some days earlier. */
async function copyRows(db: Database, table: string): Promise<void> {
  const columns = await db.query<{ name: string; instant: boolean }>(
    `select column_name::text as name, data_type = 'timestamp with time zone' as instant
     from information_schema.columns where table_schema = 'public' and table_name = $1 order by ordinal_position`,
    [table],
  );
  const earlier = `- abs(hashtext(l.id::text)) % 2592000 * interval '1 second'`;
  const values = columns.map(({ name, instant }) =>
    name === 'lane' ? 'l.lane' : name === 'lead_id' ? 'l.id' : `c.${name} ${instant ? earlier : ''}`,
  );
  await db.exec(
    `insert into ${table} (${columns.map(({ name }) => name).join(', ')})
     select ${values.join(', ')} from leads l cross join copied_${table} c where l.id <> c.lead_id`,
  );
}
