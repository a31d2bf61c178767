import type { Database } from '../../db/connection.ts';
import { createDemo } from '../../demo/seed.ts';
import { cubes } from '../../engine/analytics/facts/counters.ts';
import { rebuildCubes } from '../../engine/analytics/facts/sql/cubes.ts';
import { orderByTime } from '../../engine/analytics/facts/sql/order-by-time.ts';
import { tablesOfFacts } from '../../engine/analytics/facts/tables.ts';
import { ensureParts } from '../../engine/runtime/history/history-parts.ts';
import { createLibrary } from '../../knowledge/library.ts';

const dayMs = 24 * 3_600_000;
/** How long a lead of the demo company lives, and over how many days the beginnings of their lives are spread. */
const livedDays = 30;
const spreadDays = 320;
const templates = 2_000;

/** What facts are made of, with the column that says whose row it is. */
const owned = {
  leads: 'id',
  inputs: 'lead_id',
  enrolments: 'lead_id',
  stage_moves: 'lead_id',
  outbox: 'lead_id',
};

/**
 * Fills an empty database with copies of leads that lived through the engine as the demo company, each under an id of its own
 * and some days earlier, so that there is a year of them. No facts are made. Gives how many events the log holds.
 */
export async function populateForFacts({
  db,
  leads,
  now,
  progress,
}: {
  db: Database;
  leads: number;
  now: number;
  progress: (line: string) => void;
}): Promise<number> {
  await createDemo({ db, library: createLibrary(db), leads: templates, days: livedDays, now, seed: 7 });
  await ensureParts(db, now - (livedDays + spreadDays) * dayMs, now);
  const tables = Object.entries(owned);
  await db.exec(`
    create schema bench;
    create table bench.templates as
      select (row_number() over (order by id) - 1)::int as place, id as old from leads;
    ${tables.map(([table]) => `create table bench.${table} as select * from ${table};`).join('\n')}
    truncate ${[...tables.map(([table]) => table), ...tablesOfFacts, ...Object.keys(cubes)].join(', ')}, ledger, identities, message_ids, mailbox;
    delete from settings where key = 'facts';`);
  const copies = await Promise.all(tables.map(([table, id]) => copyStatement(db, table, id)));
  const chunk = 50_000;
  for (let from = 0; from < leads; from += chunk) {
    const to = Math.min(from + chunk, leads);
    await db.exec(`
      set synchronous_commit = off;
      drop table if exists bench.map;
      create table bench.map as
        select t.old, md5('bench ' || n)::uuid as new, (n * 7919 % ${spreadDays}) * interval '1 day' as earlier
        from generate_series(${from}, ${to - 1}) n join bench.templates t on t.place = n % ${templates};
      analyze bench.map;
      ${copies.join('\n')}`);
    progress(`${to.toLocaleString('en-US')} of ${leads.toLocaleString('en-US')} leads loaded`);
  }
  await db.exec('drop schema bench cascade');
  await db.exec('vacuum analyze');
  const [log] = await db.query<{ n: number }>('select count(*) as n from inputs where name is not null');
  return log?.n ?? 0;
}

/** All columns as they are, but whose row it is and when it was. In the order of time, as a log is written. */
async function copyStatement(db: Database, table: string, id: string): Promise<string> {
  const columns = await readColumns(db, table);
  const valueIn = ({ name, instant }: { name: string; instant: boolean }) => {
    if (name === id) return 'm.new';
    if (name === 'lane') return 'get_byte(uuid_send(m.new), 0)';
    return instant ? `r.${name} - m.earlier` : `r.${name}`;
  };
  const order = columns.some(({ name }) => name === 'at') ? 'order by r.at - m.earlier' : '';
  return `insert into ${table} (${columns.map(({ name }) => name).join(', ')})
    select ${columns.map(valueIn).join(', ')} from bench.map m join bench.${table} r on r.${id} = m.old ${order};`;
}

/**
 * Copies the leads there are, with their facts and enrolments and nothing of their log, until there are so many; the cubes are
 * counted anew. What reads figures reads nothing else.
 */
export async function multiplyFacts(
  db: Database,
  { leads, progress }: { leads: number; progress: (line: string) => void },
): Promise<void> {
  const tables = ['leads', 'enrolments', ...tablesOfFacts];
  await db.exec(
    `create schema bench; ${tables.map((table) => `create table bench.${table} as select * from ${table};`).join('\n')}`,
  );
  const [first] = await db.query<{ n: number }>('select count(*) as n from bench.leads');
  const each = first?.n ?? 1;
  const columnsOf = new Map<string, { name: string; instant: boolean }[]>();
  for (const table of tables) columnsOf.set(table, await readColumns(db, table));
  for (let copy = 1; copy * each < leads; copy++) {
    const anew = (column: string) => `md5('${copy} ' || ${column}::text)::uuid`;
    const statements = tables.map((table) => {
      const id = table === 'leads' ? 'r.id' : 'r.lead_id';
      const values = (columnsOf.get(table) ?? []).map(({ name, instant }) => {
        if (`r.${name}` === id) return anew(id);
        if (name === 'from_id') return anew('r.from_id');
        if (name === 'lane') return `get_byte(uuid_send(${anew(id)}), 0)`;
        return instant ? `r.${name} - interval '${copy % 30} days'` : `r.${name}`;
      });
      const names = (columnsOf.get(table) ?? []).map(({ name }) => name).join(', ');
      return `insert into ${table} (${names}) select ${values.join(', ')} from bench.${table} r;`;
    });
    await db.exec(`set synchronous_commit = off; ${statements.join('\n')}`);
    if (copy % 10 === 0) progress(`${(copy * each).toLocaleString('en-US')} leads with their facts`);
  }
  await db.exec('drop schema bench cascade');
  progress('cubes and statistics');
  await rebuildCubes(db);
  await orderByTime(db);
  await db.exec('vacuum analyze');
}

function readColumns(db: Database, table: string): Promise<{ name: string; instant: boolean }[]> {
  return db.query(
    `select column_name::text as name, data_type = 'timestamp with time zone' as instant
     from information_schema.columns where table_schema = 'public' and table_name = $1 order by ordinal_position`,
    [table],
  );
}
