import type { Queryable } from '../../../../db/connection.ts';
import type { Span } from '../frame.ts';
import type { Scope } from '../scope.ts';
import { newParams, rowsSql } from './rows.ts';

export interface ArrivalRow {
  /** The day (UTC) on which they came, in days since 1970. */
  day: number;
  /** Whole weeks from then until sales accepted them; null: they have not. */
  week: number | null;
  /** The furthest lifecycle stage that they have reached so far. */
  stage: string;
  leads: number;
}

/** The leads that came in the period, by day, how long sales took to accept them, and how far they have got. */
export function countArrivals(db: Queryable, scope: Scope, { period }: Span): Promise<ArrivalRow[]> {
  const params = newParams();
  return db.query<ArrivalRow>(
    `select floor(date_part('epoch', f.began) / 86400)::int as day,
            floor(date_part('epoch', f.accepted_at - f.began) / 604800)::int as week,
            f.furthest as stage, count(*)::int as leads
     from ${rowsSql('stays', scope, params, { period, kind: 'lifecycle' })} f where f.n = 1
     group by 1, 2, 3 order by 1, 2, 3`,
    params.values,
  );
}
