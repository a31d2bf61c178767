import type { Queryable } from '../../../../db/connection.ts';
import type { SqlParams } from '../../../program/condition/sql-params.ts';
import type { Span } from '../frame.ts';
import type { Scope } from '../scope.ts';
import { newParams, rowsSql, stageFilter } from './rows.ts';

export interface Deals {
  closed: number;
  won: number;
  /** Won by leads that had been nurtured, and what they are worth. */
  nurturedWon: number;
  nurturedRevenue: number;
  /** Won with an amount: how many, their sum, and that of their squares. */
  valued: number;
  sum: number;
  squares: number;
}

/** Deals closed in the period, of all leads asked about or by segment (`part`). */
export function sumDeals(
  db: Queryable,
  scope: Scope,
  { period }: Span,
  by?: 'segment',
): Promise<(Deals & { part: string })[]> {
  const params = newParams();
  return db.query<Deals & { part: string }>(
    `select ${by ? `substr(d.name, ${'segment:'.length + 1})` : `''`} as part,
            count(*)::int as closed,
            (count(*) filter (where f.won))::int as won,
            (count(*) filter (where f.won and f.nurtured))::int as "nurturedWon",
            coalesce(sum(f.amount) filter (where f.won and f.nurtured), 0)::float8 as "nurturedRevenue",
            (count(f.amount) filter (where f.won))::int as valued,
            coalesce(sum(f.amount) filter (where f.won), 0)::float8 as sum,
            coalesce(sum(f.amount ^ 2) filter (where f.won), 0)::float8 as squares
     from ${rowsSql('deals', scope, params, { period })} f
     ${by ? `cross join lateral unnest(f.dims) as g (dim) join fact_dimensions d on d.id = g.dim and starts_with(d.name, 'segment:')` : ''}
     where f.kind = 'closed' group by 1`,
    params.values,
  );
}

/** The proposals that are open at an instant, one a lead: its latest, unless a deal has been closed since. */
export function openProposalsSql(scope: Scope, params: SqlParams, to: number): string {
  // At which stage it was sent is asked of the latest one only: otherwise what was closed at another would be open.
  const { stage: _, ...query } = scope.query;
  const latest = rowsSql('deals', { ...scope, query }, params, { period: { to } });
  const where = [`o.kind = 'proposal'`, ...stageFilter(scope, params, 'o.lane', 'o.lead_id', 'o.began')];
  return `(select * from (
      select distinct on (f.lane, f.lead_id) f.lane, f.lead_id, f.began, f.kind, f.amount, f.nurtured
      from ${latest} f order by f.lane, f.lead_id, f.began desc, f.seq desc) o
    where ${where.join(' and ')})`;
}

export async function sumOpenProposals(
  db: Queryable,
  scope: Scope,
  { period }: Span,
): Promise<{ open: number; nurtured: number; amount: number }> {
  const params = newParams();
  const [row] = await db.query<{ open: number; nurtured: number; amount: number }>(
    `select count(*)::int as open, (count(*) filter (where o.nurtured))::int as nurtured,
            coalesce(sum(o.amount) filter (where o.nurtured), 0)::float8 as amount
     from ${openProposalsSql(scope, params, period.to)} o`,
    params.values,
  );
  return row ?? { open: 0, nurtured: 0, amount: 0 };
}
