import type { Database } from '../../db/connection.ts';
import type { Statement } from './statements.ts';

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  'Plan Rows': number;
  'Sort Key'?: string[];
  Plans?: PlanNode[];
}

export interface PlanFault {
  statement: string;
  /** custom: with these parameters; generic: as the server may keep it for a prepared statement. */
  plan: 'custom' | 'generic';
  what: string;
}

/** Tables below this many rows may be walked. */
const small = 1_000;

/**
 * How the server would run the statements, and where it would walk or sort a table whole. `leads`: how many there are.
 */
export async function judgePlans(
  db: Database,
  statements: readonly Statement[],
  leads: number,
): Promise<{ judged: number; faults: PlanFault[] }> {
  const sizes = new Map(
    (
      await db.query<{ name: string; rows: number }>(
        `select relname::text as name, reltuples::float8 as rows from pg_class where relkind in ('r', 'p', 'i', 'I')`,
      )
    ).map(({ name, rows }) => [name, rows]),
  );
  const faults: PlanFault[] = [];
  let judged = 0;
  for (const { sql, params, name } of statements) {
    if (!/^\s*(with|select|insert|update|delete)/i.test(sql)) continue;
    judged++;
    const statement = name ?? sql;
    const look = async (plan: PlanFault['plan'], rows: Promise<{ 'QUERY PLAN': { Plan: PlanNode }[] }[]>) => {
      const root = (await rows)[0]?.['QUERY PLAN'][0]?.Plan;
      if (root) for (const what of faultsOf(root, sizes, leads)) faults.push({ statement, plan, what });
    };
    await look('custom', db.query(`explain (format json) ${sql}`, params));
    if (params.length > 0) await look('generic', db.query(`explain (generic_plan, format json) ${sql}`));
  }
  return { judged, faults };
}

function faultsOf(
  node: PlanNode,
  sizes: ReadonlyMap<string, number>,
  leads: number,
  limited = false,
): string[] {
  const type = node['Node Type'];
  const relation = node['Relation Name'];
  const big = relation !== undefined && (sizes.get(relation) ?? 0) > small;
  const faults: string[] = [];
  if (type === 'Seq Scan' && big) faults.push(`walks ${relation}`);
  const index = node['Index Name'];
  // An index of few rows of a big table is soon walked.
  const isBigIndex = index !== undefined && (sizes.get(index) ?? 0) > small;
  if (isBigIndex && node['Index Cond'] === undefined && !limited) faults.push(`walks ${index}`);
  if (type.endsWith('Sort') && !limited && node['Plan Rows'] > Math.max(small, leads / 10))
    faults.push(`sorts ${Math.round(node['Plan Rows'])} rows by ${node['Sort Key']?.join(', ')}`);
  // What stands under a limit is read only as far as it is needed, unless something must have all of it first.
  const within = type === 'Limit' || (limited && !/Sort|Hash|Aggregate|Materialize/.test(type));
  for (const child of node.Plans ?? []) faults.push(...faultsOf(child, sizes, leads, within));
  return faults;
}
