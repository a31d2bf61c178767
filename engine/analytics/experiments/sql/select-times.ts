import type { Queryable } from '../../../../db/connection.ts';
import type { Waited } from '../../statistics/survival.ts';
import { outcomes } from './outcome.ts';
import { type Asked, exposed, paramsOf } from './select-arm-days.ts';

/**
 * How many days (to the hour) leads whose window has ended took until they did it, or wait still, by arm. Those who had
 * done it before they got their arm are left out.
 */
export async function selectTimes(db: Queryable, asked: Asked): Promise<Map<string, Waited[]>> {
  const rows = await db.query<Waited & { arm: string }>(
    `with ${exposed},
     outcome as (${outcomes[asked.metric]}),
     waited as (
       select e.arm, e.at, min(o.at) filter (where o.at < to_timestamp($3::float8 / 1000)) as done_at,
              coalesce(bool_or(o.at < e.at), false) as before
       from exposed e left join outcome o on o.lane = e.lane and o.lead_id = e.lead_id
       where e.matures <= to_timestamp($3::float8 / 1000)
       group by e.lane, e.lead_id, e.arm, e.at)
     select arm, (floor(extract(epoch from coalesce(done_at, to_timestamp($3::float8 / 1000)) - at) / 3600) / 24)::float8 as time,
            (count(*) filter (where done_at is not null))::int as done,
            (count(*) filter (where done_at is null))::int as waiting
     from waited where not before group by 1, 2 order by 1, 2`,
    paramsOf(asked),
  );
  const byArm = new Map<string, Waited[]>();
  for (const { arm, ...waited } of rows) byArm.set(arm, [...(byArm.get(arm) ?? []), waited]);
  return byArm;
}
