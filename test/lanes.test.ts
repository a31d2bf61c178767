import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { referencesWithoutLane, type Statement, watchStatements } from '../bench/plans/statements.ts';
import type { Database } from '../db/connection.ts';
import { doEverything } from './everything.ts';
import { createWorld } from './runtime-world.ts';

const root = join(import.meta.dirname, '..');
const folders = ['engine/runtime', 'engine/backtest', 'integrations', 'server/segment'];

/** What asks about all lanes at once, on purpose; with why that is well. */
const ofAllLanes: [RegExp, string][] = [
  [/exists \(select from inbox\) as waiting/, 'stops at the first row of any lane'],
  [/delete from message_ids where received_at/, 'forgets by age, once an hour'],
  [/from inputs_other order by 1/, 'looks through a part that is empty but for what came too early'],
  [/^select count\(\*\) as count from mailbox$/, 'says how many there are'],
  [/^select count\(\*\)::int as n from leads where created_at/, 'says how many a backtest will look at'],
  [/^delete from merged_events where at </, 'goes with the months that were let go'],
  [/exists \(select from erasures\) as erased/, 'stops at the first row of any lane'],
  [/^select count\(\*\)::int as n from erasures$/, 'says how many there are'],
  [/^select lead_id as "leadId", at, by, reason from erasures/, 'lists the newest'],
  [/\(select count\(\*\)::int from outbox where status = /, 'says how many have not left'],
  [
    /^with moved as \(\s+delete from inbox i using lead_redirects r/,
    'looks at the whole inbox, which is all but empty',
  ],
  [
    /^with gone as \(\s+delete from inbox i using erasures e/,
    'looks at the whole inbox, which is all but empty',
  ],
  [/^delete from account_sends$/, 'an activation counts all of them anew'],
  [
    /settled_at >= \$1::timestamptz|ended_at >= \$1::timestamptz|from stage_moves where at >= \$1|from ledger where at >= \$1/,
    'counts what a rollback cannot undo',
  ],
  [
    /^select \(select count\(\*\) from leads\) \+ \(select count\(\*\) from lead_redirects\)/,
    'says how many a verification will look at',
  ],
  [/^update sales_notices set state = 'open'/, 'wakes the snoozed ones, which have an index of their own'],
  [/^with looked as materialized \(/, 'reads the log of all leads backwards by time, so many inputs at most'],
];

let db: Database;
let leadOwned: Set<string>;
let received: Statement[];
beforeAll(async () => {
  const world = await createWorld();
  db = world.db;
  const watched = watchStatements(db);
  const emails = Array.from({ length: 12 }, (_, n) => `lead${n}@lanes.example`);
  leadOwned = new Set(
    (
      await db.query<{ name: string }>(
        `select distinct table_name::text as name from information_schema.columns
         where table_schema = 'public' and column_name in ('lane', 'lead_id', 'lead_lane')`,
      )
    ).map(({ name }) => name),
  );
  await doEverything({ ...world, db: watched.db }, emails);
  received = [...watched.statements.values()];
});

describe('the schema', () => {
  it('has the lane in every table that belongs to leads', async () => {
    for (const table of 'leads inputs inbox ledger enrolments outbox stage_moves snapshots identities accounts'.split(
      ' ',
    ))
      expect(leadOwned).toContain(table);
    expect(
      await db.query(
        `select table_name from unnest($1::text[]) as t(table_name)
         where not exists (select from information_schema.columns c
                           where c.table_schema = 'public' and c.table_name = t.table_name and c.column_name = 'lane'
                             and c.is_nullable = 'NO')`,
        [[...leadOwned]],
      ),
    ).toEqual([]);
  });

  it('begins every key of these tables with the lane', async () => {
    const keys = await db.query<{ table: string; index: string; first: string }>(
      `select t.relname::text as "table", c.relname::text as "index", a.attname::text as first
       from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
       join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
       where i.indisunique and t.relname = any($1::text[])`,
      [[...leadOwned]],
    );
    expect(keys.length).toBeGreaterThanOrEqual(leadOwned.size - 1);
    expect(keys.filter(({ first }) => first !== 'lane')).toEqual([]);
    // The log as a whole has no key of its own: each of its parts has one.
    const keyed = new Set(keys.map(({ table }) => table));
    expect([...leadOwned].filter((table) => !keyed.has(table))).toEqual(['inputs']);
  });

  it('has the lane in every reference to these tables', async () => {
    const references = await db.query<{ name: string; columns: string[] }>(
      `select f.conname::text as name,
         array(select a.attname::text from pg_attribute a where a.attrelid = f.conrelid and a.attnum = any(f.conkey)) as columns
       from pg_constraint f join pg_class t on t.oid = f.confrelid
       where f.contype = 'f' and t.relname = any($1::text[])`,
      [[...leadOwned]],
    );
    expect(references.filter(({ columns }) => !columns.some((column) => /(^|_)lane$/.test(column)))).toEqual(
      [],
    );
  });
});

describe('the statements', () => {
  const isExempt = (sql: string) => ofAllLanes.some(([pattern]) => pattern.test(sql));
  const faultsOf = (sql: string) => (isExempt(sql) ? [] : referencesWithoutLane(sql, leadOwned));

  it('are recognised: one without its lane would be found', () => {
    const tables = new Set(['leads', 'inputs']);
    const without = (sql: string) => referencesWithoutLane(sql, tables);
    expect(without('select * from leads where id = $1')).toEqual(['leads']);
    expect(without('select * from leads l join inputs i on i.lane = l.lane and i.lead_id = l.id')).toEqual(
      [],
    );
    expect(without('select * from leads l join inputs i on i.lead_id = l.id where l.lane = 1')).toEqual([
      'inputs',
    ]);
    expect(without(`update leads set fault = 'lane' where id = $1`)).toEqual(['leads']);
    expect(without('insert into inputs (lead_id, seq) select 1')).toEqual(['inputs']);
    expect(without('select * from json_to_recordset($1) as x(lane int), inputs i')).toEqual(['inputs']);
    const lateral = (where: string) =>
      `select l.* from unnest($1::smallint[]) as w(lane) cross join lateral (select id from leads l where ${where}) l`;
    expect(without(lateral('l.fault is null'))).toEqual(['leads']);
    expect(without(lateral('l.lane = w.lane and l.fault is null'))).toEqual([]);
  });

  it('that the engine sends hold the lane of every table that belongs to leads', () => {
    const names = new Set(received.map(({ name }) => name));
    for (const name of 'save_batch lock_leads lock_lead claim_due claim_waiting claim_outdated claim_queued claim_expired mark_sending settle_rows put_off_rows read_inbox delete_inbox wake_leads read_accounts read_logged_events read_logged_events_since find_identities insert_identities record_messages insert_snapshots'.split(
      ' ',
    ))
      expect(names).toContain(name);
    expect(received.map(({ sql }) => [faultsOf(sql), sql]).filter(([faults]) => faults?.length)).toEqual([]);
  });

  it('that are written in its folders do too', () => {
    const files = folders.flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
        .map((name) => join(folder, name)),
    );
    const faults: [string, string[], string][] = [];
    let looked = 0;
    for (const file of files) {
      for (const text of statementsIn(readFileSync(join(root, file), 'utf8'))) {
        looked++;
        const found = isOfPopulation(file) ? [] : faultsOf(text);
        if (found.length > 0) faults.push([file, found, text]);
      }
    }
    expect(looked).toBeGreaterThan(40);
    expect(faults).toEqual([]);
  });
});

/** What a change would touch is counted over all leads. */
function isOfPopulation(file: string): boolean {
  return /sql\/(population|in-flight)\.ts$/.test(file);
}

/** String literals that begin like a statement. */
function statementsIn(source: string): string[] {
  const literals = source.matchAll(/`((?:[^`\\]|\\.)*)`|'((?:[^'\\\n]|\\.)*)'/g);
  return [...literals]
    .map(([, template, plain]) => template ?? plain ?? '')
    .filter((text) => /^\s*(with|select|insert into|update|delete from)\b/.test(text));
}
