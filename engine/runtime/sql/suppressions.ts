import type { Queryable } from '../../../db/connection.ts';
import type { Instant, LeadId } from '../../core/types.ts';

export interface SuppressedLead {
  lead: LeadId;
  email: string | null;
  reason: string;
  at: Instant;
  /** The person whose command it was, by name; null when it came by an event. */
  by: string | null;
}

/** Newest first. */
export function listSuppressions(on: Queryable, limit: number): Promise<SuppressedLead[]> {
  return on.query(
    `select s.lead_id as lead, l.fields ->> 'email' as email, s.reason, s.at, coalesce(p.name, s.by) as by
     from (select * from suppressions order by at desc, lane, lead_id limit $1) s
     join leads l on l.lane = s.lane and l.id = s.lead_id
     left join people p on p.id::text = s.by
     order by s.at desc, s.lane, s.lead_id`,
    [limit],
    'list_suppressions',
  );
}

export async function findSuppression(
  on: Queryable,
  lane: number,
  lead: LeadId,
): Promise<{ reason: string } | undefined> {
  const [row] = await on.query<{ reason: string }>(
    'select reason from suppressions where lane = $1 and lead_id = $2',
    [lane, lead],
    'find_suppression',
  );
  return row;
}
