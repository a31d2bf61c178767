import type { Queryable } from '../../../db/connection.ts';
import type { Period } from '../period.ts';

/**
 * The leads whose enrolment began in the period, by how they stand now: each counts once, as having reached the goal
 * if one of those enrolments did, else as active if one of them is, else as ended otherwise.
 */
export async function countCohort(
  db: Queryable,
  { track, from, to }: { track: string } & Period,
): Promise<{ leads: number; reached: number; active: number }> {
  const [row] = await db.query<{ leads: number; reached: number; active: number }>(
    `select count(*)::int as leads,
            (count(*) filter (where reached))::int as reached,
            (count(*) filter (where active and not reached))::int as active
     from (select coalesce(bool_or(reason = 'goal'), false) as reached, bool_or(status = 'active') as active
           from enrolments
           where track = $1::text
             and started_at >= to_timestamp($2::float8 / 1000) and started_at < to_timestamp($3::float8 / 1000)
           group by lane, lead_id) by_lead`,
    [track, from, to],
  );
  return row ?? { leads: 0, reached: 0, active: 0 };
}
