import type { Database } from '../db/connection.ts';

/** Tables whose rows a lead owns, with the column that names it. */
const owned = {
  leads: 'id',
  identities: 'lead_id',
  inputs: 'lead_id',
  ledger: 'lead_id',
  enrolments: 'lead_id',
  stage_moves: 'lead_id',
  outbox: 'lead_id',
};

export interface CopyOptions {
  leads: number;
  /** Which leads are copied, as SQL over `leads`. */
  where: string;
  progress: (line: string) => void;
}

/**
 * Puts `leads` copies, under other ids and addresses, with everything they own, in the place of the leads there are;
 * lead `n` has the user id `user-n`. Gives how many inputs the log holds.
 */
export async function copyLeads(db: Database, { leads, where, progress }: CopyOptions): Promise<number> {
  const tables = Object.entries(owned);
  await db.exec(`
    create schema bench;
    ${laneFunction}
    create table bench.templates as
      select (row_number() over (order by id) - 1)::int as place, id as old from leads where ${where};
    ${tables.map(([table, id]) => `create table bench.${table} as select r.* from ${table} r join bench.templates t on t.old = r.${id};`).join('\n')}
    truncate ${tables.map(([table]) => table).join(', ')}, message_ids;`);
  const [kept] = await db.query<{ n: number }>('select count(*) as n from bench.templates');
  const copies = await Promise.all(tables.map(([table, id]) => copyStatement(db, table, id)));
  const chunk = 100_000;
  for (let from = 0; from < leads; from += chunk) {
    const to = Math.min(from + chunk, leads);
    await db.exec(`
      drop table if exists bench.map;
      create table bench.map as
        select n, t.old, md5('bench ' || n)::uuid as new from generate_series(${from}, ${to - 1}) n
        join bench.templates t on t.place = n % ${kept?.n ?? 1};
      ${copies.join('\n')}
      insert into message_ids select get_byte(decode(md5('m' || n), 'hex'), 0), 'bench', 'loaded-' || n, now()
        from generate_series(${from}, ${to - 1}) n;`);
    progress(`${to.toLocaleString('en-US')} of ${leads.toLocaleString('en-US')} leads loaded`);
  }
  await db.exec('drop schema bench cascade');
  await db.exec('vacuum analyze');
  await db.exec('checkpoint');
  const [log] = await db.query<{ n: number }>('select count(*) as n from inputs');
  return log?.n ?? 0;
}

/** All columns as they are, but those that say whose row it is. */
async function copyStatement(db: Database, table: string, id: string): Promise<string> {
  const columns = await db.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_schema = 'public' and table_name = $1 order by ordinal_position`,
    [table],
  );
  const address = `'lead' || m.n || '@bench.internal'`;
  const own: Record<string, string> = {
    [id]: 'm.new',
    lane: 'get_byte(uuid_send(m.new), 0)',
    ...(table === 'leads' && {
      fields: `jsonb_set(r.fields, '{email}', to_jsonb(${address}))`,
      state: `replace(r.state, m.old::text, m.new::text)`,
    }),
    ...(table === 'identities' && {
      lane: `bench.lane_of(case r.kind when 'user' then 'user-' || m.n else ${address} end)`,
      lead_lane: 'get_byte(uuid_send(m.new), 0)',
      value: `case r.kind when 'user' then 'user-' || m.n else ${address} end`,
    }),
  };
  const names = columns.map(({ name }) => name);
  return `insert into ${table} (${names.join(', ')})
    select ${names.map((name) => own[name] ?? `r.${name}`).join(', ')}
    from bench.map m join bench.${table} r on r.${id} = m.old order by 1, m.new;`;
}

/** As `laneOfValue` (db/lanes.ts), for ASCII. */
const laneFunction = `
  create function bench.lane_of(value text) returns int language plpgsql immutable as $$
  declare h bigint := 2166136261;
  begin
    for i in 1 .. length(value) loop
      h := ((h # ascii(substr(value, i, 1))) * 16777619) & 4294967295;
    end loop;
    return h & 255;
  end $$;`;
