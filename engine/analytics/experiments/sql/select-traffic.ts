import type { Queryable } from '../../../../db/connection.ts';
import type { ExperimentMetric } from '../types.ts';
import { outcomes } from './outcome.ts';

/** Whom an experiment would be about: those who come to a track, or all who come, or those of them in a segment; not both. */
export interface Whom {
  track?: string | undefined;
  segment?: string | undefined;
}

export interface Traffic {
  /** Leads that came since `recentFrom`, and when the first of all came. */
  recent: number;
  first: number | null;
  matured: number;
  done: number;
}

const comings = {
  track: `select lane, lead_id, min(started_at) as at from enrolments where track = $1::text group by lane, lead_id`,
  segment: `select lane, lead_id, entered_at as at from stay_facts
    where kind = 'journey' and n = 1
      and dims @> array(select id from fact_dimensions where name = 'segment:' || $1::text)
      and exists (select from fact_dimensions where name = 'segment:' || $1::text)`,
  everybody: `select lane, lead_id, entered_at as at from stay_facts where kind = 'journey' and n = 1 and $1::text = ''`,
};

/** How many come, and who of them did it within the window; milliseconds. */
export async function selectTraffic(
  db: Queryable,
  asked: {
    whom: Whom;
    metric: ExperimentMetric;
    from: number;
    until: number;
    recentFrom: number;
    windowMs: number;
  },
): Promise<Traffic> {
  const { whom, metric, from, until, recentFrom, windowMs } = asked;
  const kind = whom.track !== undefined ? 'track' : whom.segment !== undefined ? 'segment' : 'everybody';
  const id = whom.track ?? whom.segment ?? '';
  const [row] = await db.query<Traffic>(
    `with asked as (select $5::text[] as tracks),
     came as (
       select lane, lead_id, at, at + $4::float8 / 1000 * interval '1 second' as matures from (${comings[kind]}) c
       where at >= to_timestamp($2::float8 / 1000) and at < to_timestamp($3::float8 / 1000)),
     outcome as (${outcomes[metric]}),
     reached as (
       select c.lane, c.lead_id from came c join outcome o on o.lane = c.lane and o.lead_id = c.lead_id
       where o.at >= c.at and o.at < c.matures and c.matures <= to_timestamp($3::float8 / 1000)
       group by c.lane, c.lead_id)
     select (count(*) filter (where at >= to_timestamp($6::float8 / 1000)))::int as recent, min(at) as first,
            (count(*) filter (where matures <= to_timestamp($3::float8 / 1000)))::int as matured,
            (select count(*) from reached)::int as done
     from came`,
    [id, from, until, windowMs, kind === 'track' ? [id] : [], recentFrom],
  );
  return row ?? { recent: 0, first: null, matured: 0, done: 0 };
}
