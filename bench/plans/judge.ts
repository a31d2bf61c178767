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
  const relations = await readRelations(db);
  const faults: PlanFault[] = [];
  let judged = 0;
  for (const { sql, params, name } of statements) {
    if (!/^\s*(with|select|insert|update|delete)/i.test(sql)) continue;
    judged++;
    const statement = name ?? sql;
    const look = async (plan: PlanFault['plan'], rows: Promise<{ 'QUERY PLAN': { Plan: PlanNode }[] }[]>) => {
      const root = (await rows)[0]?.['QUERY PLAN'][0]?.Plan;
      if (root) for (const what of faultsOf(root, relations, leads)) faults.push({ statement, plan, what });
    };
    await look('custom', db.query(`explain (format json) ${sql}`, params));
    if (params.length > 0) await look('generic', db.query(`explain (generic_plan, format json) ${sql}`));
  }
  return { judged, faults };
}

interface Relation {
  rows: number;
  /** Of an index: its first column. */
  first: string | null;
}

async function readRelations(db: Database): Promise<ReadonlyMap<string, Relation>> {
  const rows = await db.query<Relation & { name: string }>(
    `select c.relname::text as name, c.reltuples::float8 as rows, a.attname::text as first
     from pg_class c left join pg_index i on i.indexrelid = c.oid
     left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
     where c.relkind in ('r', 'p', 'i', 'I')`,
  );
  return new Map(rows.map(({ name, ...relation }) => [name, relation]));
}

function faultsOf(
  node: PlanNode,
  relations: ReadonlyMap<string, Relation>,
  leads: number,
  limited = false,
): string[] {
  const type = node['Node Type'];
  const isBig = (name: string | undefined) => name !== undefined && (relations.get(name)?.rows ?? 0) > small;
  const relation = node['Relation Name'];
  const index = node['Index Name'];
  const faults: string[] = [];
  if (type === 'Seq Scan' && isBig(relation)) faults.push(`walks ${relation}`);
  // An index of few rows of a big table is soon walked; of many rows its first column must be given.
  if (index !== undefined && isBig(index)) {
    const condition = node['Index Cond'];
    const first = relations.get(index)?.first ?? '';
    if (condition === undefined ? !limited : !new RegExp(`\\b${first}\\b`).test(condition))
      faults.push(`walks ${index}`);
  }
  if (type.endsWith('Sort') && !limited && node['Plan Rows'] > Math.max(small, leads / 10))
    faults.push(`sorts ${Math.round(node['Plan Rows'])} rows by ${node['Sort Key']?.join(', ')}`);
  // What stands under a limit is read only as far as it is needed, unless something must have all of it first.
  const within = type === 'Limit' || (limited && !/Sort|Hash|Aggregate|Materialize/.test(type));
  for (const child of node.Plans ?? []) faults.push(...faultsOf(child, relations, leads, within));
  return faults;
}
