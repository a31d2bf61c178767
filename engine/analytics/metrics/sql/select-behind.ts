import type { Queryable } from '../../../../db/connection.ts';
import type { MetricId } from '../definitions.ts';
import type { Span } from '../frame.ts';
import type { Scope } from '../scope.ts';
import { instant, newParams } from './rows.ts';
import { behindSql } from './rows-behind.ts';

export interface BehindRow {
  lead: string;
  /** ms. */
  at: number;
  /** Whether it is above the line too. */
  reached: boolean;
  detail: string | null;
  amount: number | null;
  key: string;
}

/** Where the next page goes on: the last row of this one. */
export type Place = Pick<BehindRow, 'at' | 'lead' | 'key'>;

/** A page of the rows behind a figure, the latest first. */
export function selectBehind(
  db: Queryable,
  metric: MetricId,
  scope: Scope,
  span: Span,
  { of, after, limit }: { of: 'numerator' | 'denominator'; after?: Place | undefined; limit: number },
): Promise<BehindRow[]> {
  const params = newParams();
  const from = behindSql(metric, scope, params, span);
  const where = of === 'numerator' ? ['b.reached'] : ['true'];
  if (after)
    where.push(
      `(b.began, b.lead_id, b.key) < (${instant(params, after.at)}, ${params.add(after.lead)}::uuid, ${params.add(after.key)}::text)`,
    );
  return db.query<BehindRow>(
    `select b.lead_id as lead, b.began as at, b.reached, b.detail, b.amount, b.key
     from ${from} b where ${where.join(' and ')}
     order by b.began desc, b.lead_id desc, b.key desc limit ${params.add(String(limit))}::int`,
    params.values,
  );
}

export async function countBehind(
  db: Queryable,
  metric: MetricId,
  scope: Scope,
  span: Span,
): Promise<{ numerator: number; denominator: number }> {
  const params = newParams();
  const [row] = await db.query<{ numerator: number; denominator: number }>(
    `select (count(*) filter (where b.reached))::int as numerator, count(*)::int as denominator
     from ${behindSql(metric, scope, params, span)} b`,
    params.values,
  );
  return row ?? { numerator: 0, denominator: 0 };
}
