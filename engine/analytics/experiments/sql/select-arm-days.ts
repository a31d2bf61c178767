import type { Queryable } from '../../../../db/connection.ts';
import type { ArmDay, ExperimentMetric } from '../types.ts';
import { harms, outcomes } from './outcome.ts';

/** Which leads are counted, and by what; milliseconds. */
export interface Asked {
  experiment: string;
  /** When they got their arm. */
  from: number;
  /** Exclusive, and of all that they did as well. */
  until: number;
  windowMs: number;
  metric: ExperimentMetric;
  tracks: readonly string[];
}

/** $1 experiment, $2 from, $3 until, $4 window in ms, $5 tracks. */
export const exposed = `asked as (select $5::text[] as tracks),
exposed as (
  select lane, lead_id, arm, at, at + $4::float8 / 1000 * interval '1 second' as matures
  from exposure_facts
  where experiment = $1::text and at >= to_timestamp($2::float8 / 1000) and at < to_timestamp($3::float8 / 1000))`;

export const paramsOf = ({ experiment, from, until, windowMs, tracks }: Asked) => [
  experiment,
  from,
  until,
  windowMs,
  tracks,
];

/** What came about in each arm on each day on which anything did. A lead counts once, in the arm it first had. */
export async function selectArmDays(db: Queryable, asked: Asked): Promise<ArmDay[]> {
  const rows = await db.query<Omit<ArmDay, 'harmed'> & ArmDay['harmed']>(
    `with ${exposed},
     outcome as (${outcomes[asked.metric]}),
     reached as (
       select e.lane, e.lead_id from exposed e join outcome o on o.lane = e.lane and o.lead_id = e.lead_id
       where o.at >= e.at and o.at < e.matures and e.matures <= to_timestamp($3::float8 / 1000)
       group by e.lane, e.lead_id),
     harmed as (
       select e.arm, ${Object.values(harms)
         .map(
           (at) =>
             `min(f.${at}) filter (where f.${at} < least(e.matures, to_timestamp($3::float8 / 1000))) as ${at}`,
         )
         .join(', ')}
       from exposed e join email_facts f on f.lane = e.lane and f.lead_id = e.lead_id and f.sent_at >= e.at
       where ${Object.values(harms)
         .map((at) => `f.${at} is not null`)
         .join(' or ')}
       group by e.lane, e.lead_id, e.arm),
     happened as (
       select arm, at, 1 as exposed, 0 as matured, 0 as done, 0 as unsubscribe, 0 as complaint, 0 as bounce from exposed
       union all
       select e.arm, e.matures, 0, 1, (r.lane is not null)::int, 0, 0, 0
       from exposed e left join reached r on r.lane = e.lane and r.lead_id = e.lead_id
       where e.matures <= to_timestamp($3::float8 / 1000)
       union all select arm, unsubscribed_at, 0, 0, 0, 1, 0, 0 from harmed where unsubscribed_at is not null
       union all select arm, complained_at, 0, 0, 0, 0, 1, 0 from harmed where complained_at is not null
       union all select arm, bounced_at, 0, 0, 0, 0, 0, 1 from harmed where bounced_at is not null)
     select arm, floor(extract(epoch from at) / 86400)::int as day, sum(exposed)::int as exposed,
            sum(matured)::int as matured, sum(done)::int as done, sum(unsubscribe)::int as unsubscribe,
            sum(complaint)::int as complaint, sum(bounce)::int as bounce
     from happened group by 1, 2 order by 2, 1`,
    paramsOf(asked),
  );
  return rows.map(({ unsubscribe, complaint, bounce, ...row }) => ({
    ...row,
    harmed: { unsubscribe, complaint, bounce },
  }));
}
