import type { Queryable } from '../../../db/connection.ts';
import { attributionDays, type Period } from '../period.ts';

export interface Activity {
  downloads: number;
  unsubscribes: number;
  stageMoves: { journey: Record<string, number>; lifecycle: Record<string, number> };
}

const span = `span as (select to_timestamp($2::float8 / 1000) as begins, to_timestamp($3::float8 / 1000) as ends)`;

/** On the track at that instant; an enrolment that the same instant ended still counts. */
const onTrack = (at: string) => `exists (
  select from enrolments e
  where e.lane = x.lane and e.lead_id = x.lead_id and e.track = $1::text
    and e.started_at <= ${at} and (e.ended_at is null or e.ended_at >= ${at}))`;

/** What leads did in the period while they were on the track. */
export async function countActivity(
  db: Queryable,
  { track, from, to }: { track: string } & Period,
): Promise<Activity> {
  const params = [track, from, to];
  const [events] = await db.query<{ downloads: number; unsubscribes: number }>(
    `with ${span}
     select (select count(*) from inputs x, span
             where x.name = 'content_download' and x.occurred_at >= span.begins and x.occurred_at < span.ends
               and ${onTrack('x.occurred_at')})::int as downloads,
            (select count(*) from inputs x, span,
                    lateral (select o.track from outbox o
                             where o.lane = x.lane and o.lead_id = x.lead_id and o.kind = 'email'
                               and o.status = 'sent' and o.settled_at <= x.occurred_at
                               and o.settled_at > x.occurred_at - interval '${attributionDays} days'
                             order by o.settled_at desc limit 1) last_email
             where x.name = 'unsubscribe' and x.occurred_at >= span.begins and x.occurred_at < span.ends
               and last_email.track = $1::text)::int as unsubscribes`,
    params,
  );
  const moves = await db.query<{ kind: 'journey' | 'lifecycle'; move: string; n: number }>(
    `with ${span}
     select x.kind, x.from_stage || '>' || x.to_stage as move, count(*)::int as n
     from stage_moves x, span
     where x.at >= span.begins and x.at < span.ends and ${onTrack('x.at')}
     group by 1, 2 order by n desc, move`,
    params,
  );
  const movesOf = (kind: 'journey' | 'lifecycle') =>
    Object.fromEntries(moves.filter((row) => row.kind === kind).map((row) => [row.move, row.n]));
  return {
    downloads: events?.downloads ?? 0,
    unsubscribes: events?.unsubscribes ?? 0,
    stageMoves: { journey: movesOf('journey'), lifecycle: movesOf('lifecycle') },
  };
}
