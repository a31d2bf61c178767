import type { Queryable } from '../../../../db/connection.ts';
import { cubes } from '../counters.ts';
import { addDifference, cubeNames, dropEmpty } from './cubes.ts';
import { factTableNames, factTables } from './replace.ts';

const ids = 'unnest($1::uuid[]) as x(id)';
const owned = 't.lane = get_byte(uuid_send(x.id), 0) and t.lead_id = x.id';

/** Deletes the facts of these leads, and what the cubes counted of them. */
export async function takeOutFacts(db: Queryable, leads: readonly string[]): Promise<void> {
  for (const table of factTableNames) {
    const cube = cubeNames.find((name) => cubes[name].facts === table);
    const gone = `delete from ${table} t using ${ids} where ${owned}`;
    if (cube === undefined) {
      await db.query(gone, [leads]);
      continue;
    }
    const [all] = Object.keys(cubes[cube].counters);
    const rows = await db.query<{ dim: number }>(
      `with gone as (${gone} returning t.*),
       counted as (${addDifference(cube, 'select -1 as sign, * from gone')})
       select distinct dim from counted where ${all} = 0`,
      [leads],
    );
    await dropEmpty(
      db,
      rows.map(({ dim }) => dim),
    );
  }
  await db.query(`delete from fact_leads t using ${ids} where ${owned}`, [leads]);
}

/** Deletes the dimensions that no fact has: their names are of what was there once. Reads all facts. */
export async function forgetDimensions(db: Queryable): Promise<void> {
  const tables = [
    'fact_leads',
    ...factTableNames.filter((table) => factTables[table].rest.some((column) => column === 'dims')),
  ];
  const used = tables.map((table) => `select unnest(dims) from ${table}`).join(' union ');
  await db.query(`delete from fact_dimensions where id <> 0 and id not in (${used})`);
}
