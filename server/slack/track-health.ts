import type { Queryable } from '../../db/connection.ts';

/** How a track is, by its id. */
interface TrackCounts {
  track: string;
  /** Leads on it now. */
  on: number;
  /** Leads that came in the last seven days. */
  came: number;
  /** Of those on it, whose next step is due for longer than an hour. */
  late: number;
  /** Emails of the last seven days that failed or are in doubt. */
  failed: number;
}

const weekMs = 7 * 24 * 3_600_000;
const lateMs = 3_600_000;

/** Counts of these tracks, of whatever leads there are. */
export function trackCounts(on: Queryable, tracks: readonly string[], now: number): Promise<TrackCounts[]> {
  return on.query(
    `select t.track,
       (select count(*)::int from enrolments e where e.track = t.track and e.status = 'active') as on,
       (select count(*)::int from enrolments e where e.track = t.track and e.started_at > to_timestamp($2::float8 / 1000)) as came,
       (select count(*)::int from enrolments e join leads l on l.lane = e.lane and l.id = e.lead_id
        where e.track = t.track and e.status = 'active' and l.next_due_at < to_timestamp($3::float8 / 1000)) as late,
       (select count(*)::int from outbox o where o.track = t.track and o.kind = 'email'
        and o.status in ('failed', 'in_doubt') and o.settled_at > to_timestamp($2::float8 / 1000)) as failed
     from unnest($1::text[]) as t(track)`,
    [tracks, now - weekMs, now - lateMs],
  );
}
