import type { Queryable } from '../../../../db/connection.ts';
import type { Waited } from '../../statistics/survival.ts';
import type { Span } from '../frame.ts';
import type { Scope } from '../scope.ts';
import { instant, newParams, rowsSql } from './rows.ts';

/** Of one part: how many took so many whole hours from MQL to SQL, or wait so long; and the days of those done. */
export interface WaitRow extends Waited {
  part: string;
  /** Sum of the days of those done, and of their squares. */
  days: number;
  squares: number;
}

/**
 * How long leads were MQLs before they became SQLs, of those that became MQLs in the period. Whoever was set back is
 * counted as waiting until then. `by`: parts `yes` and `no` by whether they had been nurtured by then; or the nurtured
 * ones by segment.
 */
export function countWaits(
  db: Queryable,
  scope: Scope,
  { period, cut, end }: Span,
  by: 'nurtured' | 'segment',
): Promise<WaitRow[]> {
  const params = newParams();
  const rows = rowsSql('stays', scope, params, { period, cut, kind: 'lifecycle' });
  const seconds = `date_part('epoch', coalesce(f.left_at, ${instant(params, end)}) - f.began)`;
  const bySegment = by === 'segment';
  return db.query<WaitRow>(
    `select ${bySegment ? `substr(d.name, ${'segment:'.length + 1})` : `case when f.nurtured then 'yes' else 'no' end`} as part,
            greatest(0, floor(${seconds} / 3600)) as time,
            (count(*) filter (where f.forward))::int as done,
            (count(*) filter (where f.forward is not true))::int as waiting,
            coalesce(sum(${seconds} / 86400) filter (where f.forward), 0) as days,
            coalesce(sum((${seconds} / 86400) ^ 2) filter (where f.forward), 0) as squares
     from ${rows} f
     ${bySegment ? `cross join lateral unnest(f.dims) as g (dim) join fact_dimensions d on d.id = g.dim and starts_with(d.name, 'segment:')` : ''}
     where f.stage = 'mql' ${bySegment ? 'and f.nurtured' : ''}
     group by 1, 2`,
    params.values,
  );
}
