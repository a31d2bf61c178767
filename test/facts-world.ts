import type { Database } from '../db/connection.ts';
import { cubes } from '../engine/analytics/facts/counters.ts';
import { factTableNames, factTables } from '../engine/analytics/facts/sql/replace.ts';

/** Every row of facts and cubes as text, by table, in order; dimensions by name. */
export async function factsOf(db: Database): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  const named = `array(select d.name from fact_dimensions d where d.id = any(f.dims) order by 1)`;
  for (const table of ['fact_leads', ...factTableNames] as const) {
    const columns: readonly string[] =
      table === 'fact_leads'
        ? ['lane', 'lead_id', 'seq', 'dims']
        : [...factTables[table].key, ...factTables[table].rest];
    const shown = columns.map((column) => (column === 'dims' ? named : `f.${column}`));
    const rows = await db.query<{ row: string }>(
      `select row(${shown.join(', ')})::text as row from ${table} f order by 1`,
    );
    found[table] = rows.map(({ row }) => row);
  }
  for (const cube of Object.keys(cubes) as (keyof typeof cubes)[]) {
    const columns = [...Object.keys(cubes[cube].key), ...Object.keys(cubes[cube].counters)];
    const rows = await db.query<{ row: string }>(
      `select row(d.name, ${columns.map((column) => `c.${column}`).join(', ')})::text as row
       from ${cube} c join fact_dimensions d on d.id = c.dim order by 1`,
    );
    found[cube] = rows.map(({ row }) => row);
  }
  return found;
}

/** What the cubes must hold, counted from the facts. */
export async function countedFacts(db: Database): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const [cube, { facts, key, counters }] of Object.entries(cubes)) {
    const sums = Object.values(counters).map((counter) => `sum(${counter})::int`);
    const rows = await db.query<{ row: string }>(
      `select row(d.name, ${[...Object.values(key), ...sums].join(', ')})::text as row
       from ${facts} f join fact_dimensions d on d.id = any(0 || f.dims)
       group by d.name, ${Object.values(key).join(', ')} order by 1`,
    );
    found[cube] = rows.map(({ row }) => row);
  }
  return found;
}

/** As if nothing had ever been counted in. */
export async function emptyFacts(db: Database): Promise<void> {
  const tables = ['fact_leads', ...factTableNames, ...Object.keys(cubes)];
  for (const table of tables) await db.query(`delete from ${table}`);
  await db.query(`delete from settings where key = 'facts'`);
}
