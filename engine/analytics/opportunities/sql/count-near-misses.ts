import type { Queryable } from '../../../../db/connection.ts';
import { lifecycleStages } from '../../../program/schema.ts';
import type { Period } from '../../period.ts';
import type { OpportunityData } from '../data.ts';
import type { HandingOn } from './select-hand-offs.ts';

/** Seven tenths of the way to a threshold. */
const near = 0.7;

/**
 * Leads that first came near a threshold in the period and did not reach it within so many days, and of them those who
 * came to a later stage than it hands on to all the same.
 */
export async function countNearMisses(
  db: Queryable,
  { id, at, model, stage }: HandingOn,
  { from, to, lanes, days }: Period & { lanes: number; days: number },
): Promise<OpportunityData['nearMisses'][number]> {
  const low = Math.max(1, Math.ceil(at * near));
  const later = lifecycleStages.slice(lifecycleStages.indexOf(stage) + 1);
  const [row] = await db.query<{ leads: number; converted: number }>(
    `with running as (
       select lane, lead_id, at, sum(points) over (partition by lane, lead_id order by seq, ordinal) as score
       from ledger where lane < $3::int and ($8::text is null or model = $8::text)),
     crossed as (
       select lane, lead_id, min(at) as at, min(at) filter (where score >= $5::int) as reached
       from running where score >= $4::int group by 1, 2)
     select count(*)::int as leads, (count(*) filter (where exists (
              select from stage_moves m where m.lane = c.lane and m.lead_id = c.lead_id and m.kind = 'lifecycle'
                and m.to_stage = any($6::text[]) and m.at >= c.at
                and m.at < c.at + make_interval(days => $7::int))))::int as converted
     from crossed c
     where c.at >= to_timestamp($1::float8 / 1000) and c.at < to_timestamp($2::float8 / 1000)
       and (c.reached is null or c.reached >= c.at + make_interval(days => $7::int))`,
    [from, to, lanes, low, at, [...later], days, model],
  );
  return { threshold: id, from: low, leads: row?.leads ?? 0, converted: row?.converted ?? 0 };
}
