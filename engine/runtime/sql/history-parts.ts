import type { Queryable, Tx } from '../../../db/connection.ts';
import type { Instant } from '../../core/types.ts';
import { beginOf, type Month, nameOfMonth } from '../history/months.ts';

/** A part of the input log. */
export interface HistoryPart {
  table: string;
  /** Null: from the beginning, or of the part for what fits no other. */
  from: Instant | null;
  /** Exclusive; null of the part for what fits no other. */
  to: Instant | null;
  /** The part for what fits no other. */
  other: boolean;
}

const bound = (side: 'FROM' | 'TO') =>
  `substring(pg_get_expr(c.relpartbound, c.oid) from '${side} \\(''([^'']+)''\\)')::timestamptz`;

const partColumns = `c.relname::text as "table", ${bound('FROM')} as "from", ${bound('TO')} as "to",
  pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT' as other`;
const partsInOrder = `from pg_inherits i join pg_class c on c.oid = i.inhrelid
  where i.inhparent = 'inputs'::regclass
  order by ${bound('TO')} nulls last`;

/** In order of time; the part for what fits no other comes last. */
export function listParts(on: Queryable): Promise<HistoryPart[]> {
  return on.query<HistoryPart>(`select ${partColumns} ${partsInOrder}`);
}

export interface MeasuredPart extends HistoryPart {
  /** As the planner's statistics have it; null before they were taken. */
  rows: number | null;
  /** Indexes included. */
  bytes: number;
}

export function measureParts(on: Queryable): Promise<MeasuredPart[]> {
  return on.query<MeasuredPart>(
    `select ${partColumns}, nullif(c.reltuples, -1)::float8 as rows, pg_total_relation_size(c.oid)::float8 as bytes
     ${partsInOrder}`,
  );
}

/** One process at a time changes the parts. Whoever would keep the log busy for longer than this is not waited for. */
export async function lockParts(tx: Tx): Promise<void> {
  await tx.exec(`set local lock_timeout = '3s'`);
  await tx.query('select pg_advisory_xact_lock($1)', [7_235_603]);
}

/** Makes the part of a month, with what the part for the rest holds of it. */
export async function createPart(tx: Tx, month: Month): Promise<void> {
  const table = `inputs_${nameOfMonth(month)}`;
  const [from, to] = [month, month + 1].map((n) => `'${new Date(beginOf(n)).toISOString()}'`);
  await tx.exec(`
    create table ${table} (like inputs including defaults, primary key (lane, lead_id, seq));
    with moved as (delete from inputs_other where at >= ${from} and at < ${to} returning *)
    insert into ${table} select * from moved;
    alter table inputs attach partition ${table} for values from (${from}) to (${to});`);
}

/** The months of which rows lie in the part for what fits no other. */
export async function monthsInOther(on: Queryable): Promise<Instant[]> {
  const rows = await on.query<{ month: Instant }>(
    `select distinct date_trunc('month', at at time zone 'UTC') at time zone 'UTC' as month
     from inputs_other order by 1`,
  );
  return rows.map((row) => row.month);
}

/** Whether the log as a whole was never looked at by the planner's statistics, or not for a day. */
export async function statisticsAreOld(on: Queryable): Promise<boolean> {
  const [row] = await on.query<{ old: boolean }>(
    `select coalesce(last_analyze < now() - interval '1 day', true) as old
     from pg_stat_user_tables where relid = 'inputs'::regclass`,
  );
  return row?.old ?? true;
}
