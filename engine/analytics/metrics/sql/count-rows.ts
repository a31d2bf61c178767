import type { Queryable } from '../../../../db/connection.ts';
import { cubes } from '../../facts/counters.ts';
import { DAY, type Period } from '../../period.ts';
import type { Scope } from '../scope.ts';
import { newParams, rowsSql } from './rows.ts';

type Cube = keyof typeof cubes;
export type Counter<C extends Cube> = keyof (typeof cubes)[C]['counters'] & string;
export type Counts<C extends Cube> = Readonly<Record<Counter<C>, number>>;

/** What of a cube is counted. */
export interface CountOptions {
  period: Period;
  /** As it stood then, ms; absent: with all that is known. */
  cut?: number | undefined;
  /** Into which parts; a row may be in several segments. The name of the part is the item, the segment, or ''. */
  by?: 'item' | 'segment' | undefined;
  /** Of stays: at stages of which. */
  kind?: 'journey' | 'lifecycle' | undefined;
  /** Of stays: only those of leads nurtured by then. */
  nurtured?: true | undefined;
}

export type CountRow<C extends Cube> = Counts<C> & { part: string; stage: string };

/**
 * Counts emails or stays by stage. Whole days narrowed to at most one dimension are in the cube already; everything
 * else is counted from the facts.
 */
export function countRows<C extends Cube>(
  db: Queryable,
  cube: C,
  scope: Scope,
  options: CountOptions,
): Promise<CountRow<C>[]> {
  const dimension = cubeDimension(scope, options);
  return dimension === undefined
    ? countFacts(db, cube, scope, options)
    : countCube(db, cube, scope, options, dimension);
}

/** The dimension whose days answer: an id, or how the names of several begin; undefined: none does. */
function cubeDimension(
  { query, dims }: Scope,
  { period, cut, by, kind, nurtured }: CountOptions,
): number | string | undefined {
  const ids = Object.values(dims);
  const whole = period.from % DAY === 0 && period.to % DAY === 0;
  // Of a stay at a lifecycle stage the cube does not know at which journey stage the lead stood.
  const elsewhere = query.stage !== undefined && kind === 'lifecycle';
  const narrowed = ids.length + (by ? 1 : 0) + (nurtured ? 1 : 0);
  if (!whole || cut !== undefined || query.where || elsewhere || narrowed > 1) return undefined;
  if (by) return `${by}:`;
  return nurtured ? 'nurtured:yes' : (ids[0] ?? 0);
}

function countCube<C extends Cube>(
  db: Queryable,
  cube: C,
  { query }: Scope,
  { period, by, kind }: CountOptions,
  dimension: number | string,
): Promise<CountRow<C>[]> {
  const params = newParams();
  const day = (ms: number) => `${params.add(new Date(ms).toISOString().slice(0, 10))}::date`;
  const named = typeof dimension === 'string';
  const where = [
    `c.day >= ${day(period.from)}`,
    `c.day < ${day(period.to)}`,
    named
      ? // As an array they are looked up in the cube's key; joined, the whole cube would be read.
        `c.dim = any (array(select n.id from fact_dimensions n where starts_with(n.name, ${params.add(dimension)}::text)))`
      : `c.dim = ${params.add(String(dimension))}::int`,
  ];
  if (kind) where.push(`c.kind = '${kind}'`);
  if (query.stage !== undefined) where.push(`c.stage = ${params.add(query.stage)}::text`);
  const counted = Object.keys(cubes[cube].counters).map((name) => `sum(c.${name})::float8 as ${name}`);
  return db.query(
    `select ${by ? nameAfter(`${by}:`) : `''`} as part, c.stage, ${counted.join(', ')}
     from ${cube} c ${named ? 'join fact_dimensions d on d.id = c.dim' : ''}
     where ${where.join(' and ')}
     group by 1, 2 having sum(c.${cube === 'daily_emails' ? 'sent' : 'entered'}) > 0`,
    params.values,
  );
}

function countFacts<C extends Cube>(
  db: Queryable,
  cube: C,
  scope: Scope,
  { period, cut, by, kind, nurtured }: CountOptions,
): Promise<CountRow<C>[]> {
  const params = newParams();
  const source = cube === 'daily_emails' ? 'emails' : 'stays';
  const rows = rowsSql(source, scope, params, { period, cut, kind });
  const counted = Object.entries(cubes[cube].counters).map(([name, of]) => `sum(${of})::float8 as ${name}`);
  const part = { item: 'f.item', segment: nameAfter('segment:') };
  const segments = `cross join lateral unnest(f.dims) as g (dim)
     join fact_dimensions d on d.id = g.dim and starts_with(d.name, 'segment:')`;
  return db.query(
    `select ${by ? part[by] : `''`} as part, f.stage, ${counted.join(', ')}
     from ${rows} f ${by === 'segment' ? segments : ''}
     ${nurtured ? 'where f.nurtured' : ''} group by 1, 2`,
    params.values,
  );
}

/** The name of a dimension without its beginning. */
function nameAfter(beginning: string): string {
  return `substr(d.name, ${beginning.length + 1})`;
}
