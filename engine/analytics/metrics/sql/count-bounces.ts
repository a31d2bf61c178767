import type { Queryable } from '../../../../db/connection.ts';
import type { Span } from '../frame.ts';
import type { Scope } from '../scope.ts';
import { newParams, rowsSql } from './rows.ts';

/** Of the emails that bounced, those of which the transport said that it is for good, and only for now. */
export async function countBounces(
  db: Queryable,
  scope: Scope,
  { period }: Span,
): Promise<{ hard: number; soft: number }> {
  const params = newParams();
  const [row] = await db.query<{ hard: number; soft: number }>(
    `select (count(*) filter (where b.kind = 'hard'))::int as hard,
            (count(*) filter (where b.kind = 'soft'))::int as soft
     from ${rowsSql('emails', scope, params, { period })} f
     cross join lateral (
       select i.properties ->> 'kind' as kind from inputs i
       where ((i.lane = f.lane and i.lead_id = f.lead_id)
              or (i.lane = get_byte(uuid_send(f.from_id), 0) and i.lead_id = f.from_id)) and i.name = 'email_bounce'
         and i.occurred_at = f.bounced_at limit 1) b
     where f.bounced_at is not null`,
    params.values,
  );
  return row ?? { hard: 0, soft: 0 };
}
