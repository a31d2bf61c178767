import type { Queryable } from '../../../../db/connection.ts';
import { cubes } from '../counters.ts';

type Cube = keyof typeof cubes;
export const cubeNames = Object.keys(cubes) as Cube[];

/** Rows of the cube made of `rows`: facts with a `sign`, 1 where they came and -1 where they went. */
function summed(cube: Cube, rows: string): string {
  const { key, counters } = cubes[cube];
  const sums = Object.values(counters).map((counter) => `sum(f.sign * ${counter})::int`);
  const keys = Object.values(key);
  const places = keys.map((_, n) => n + 2).join(', ');
  // In one order for all, so that nobody waits for somebody who waits for them.
  return `select d.dim, ${keys.join(', ')}, ${sums.join(', ')}
    from (${rows}) f cross join lateral unnest(0 || f.dims) d(dim)
    group by 1, ${places}
    having ${sums.map((sum) => `${sum} <> 0`).join(' or ')}
    order by 1, ${places}`;
}

const columnsOf = (cube: Cube) => [
  'dim',
  ...Object.keys(cubes[cube].key),
  ...Object.keys(cubes[cube].counters),
];

/** An insert that adds the difference to the cube and gives back its rows. */
export function addDifference(cube: Cube, rows: string): string {
  const { key, counters } = cubes[cube];
  const added = Object.keys(counters).map((name) => `${name} = c.${name} + excluded.${name}`);
  return `insert into ${cube} as c (${columnsOf(cube).join(', ')})
    ${summed(cube, rows)}
    on conflict (dim, ${Object.keys(key).join(', ')}) do update set ${added.join(', ')}
    returning c.*`;
}

/** Takes rows out that count nothing any more, of these dimensions. */
export async function dropEmpty(db: Queryable, dims: readonly number[]): Promise<void> {
  if (dims.length === 0) return;
  for (const cube of cubeNames) {
    const [all] = Object.keys(cubes[cube].counters);
    await db.query(`delete from ${cube} where dim = any($1::int[]) and ${all} = 0`, [dims]);
  }
}

/** Counts the cubes anew from the facts. */
export async function rebuildCubes(db: Queryable): Promise<void> {
  for (const cube of cubeNames) {
    await db.query(`delete from ${cube}`);
    await db.query(
      `insert into ${cube} (${columnsOf(cube).join(', ')})
       ${summed(cube, `select 1 as sign, f.* from ${cubes[cube].facts} f`)}`,
    );
  }
}
