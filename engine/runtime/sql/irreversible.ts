import type { Tx } from '../../../db/connection.ts';
import type { Instant } from '../../core/types.ts';

/** What happened since an instant and stays so whatever program is in force. */
export interface Done {
  emails: { track: string; sent: number; leads: number; in_doubt: number }[];
  /** By kind of effect: how many of them are done outside. */
  effects: { kind: string; n: number }[];
  /** By track: enrolments that ended otherwise than at their end or goal. */
  ended: { track: string; n: number }[];
  moves: { kind: 'journey' | 'lifecycle'; leads: number; handed_over: number }[];
  points: { leads: number; given: number; taken: number };
}

export async function readDone(tx: Tx, since: Instant): Promise<Done> {
  const at = [new Date(since)];
  const emails = await tx.query<Done['emails'][number]>(
    `select track, count(*) filter (where status = 'sent')::int as sent,
            count(distinct lead_id) filter (where status = 'sent')::int as leads,
            count(*) filter (where status = 'in_doubt')::int as in_doubt
     from outbox
     where kind = 'email' and track is not null and status in ('sent', 'in_doubt') and settled_at >= $1::timestamptz
     group by track order by track`,
    at,
  );
  const effects = await tx.query<Done['effects'][number]>(
    `select kind, count(*)::int as n from outbox
     where status = 'sent' and kind <> 'email' and settled_at >= $1::timestamptz
     group by kind order by kind`,
    at,
  );
  const ended = await tx.query<Done['ended'][number]>(
    `select track, count(*)::int as n from enrolments
     where status = 'ended' and ended_at >= $1::timestamptz and reason not in ('finished', 'goal')
     group by track order by track`,
    at,
  );
  const moves = await tx.query<Done['moves'][number]>(
    `select kind, count(distinct lead_id)::int as leads,
            count(distinct lead_id) filter (where kind = 'lifecycle' and to_stage = 'sql')::int as handed_over
     from stage_moves where at >= $1::timestamptz group by kind order by kind`,
    at,
  );
  const [points] = await tx.query<Done['points']>(
    `select count(distinct lead_id)::int as leads, coalesce(sum(points) filter (where points > 0), 0)::float8 as given,
            coalesce(-sum(points) filter (where points < 0), 0)::float8 as taken
     from ledger where at >= $1::timestamptz`,
    at,
  );
  return { emails, effects, ended, moves, points: points ?? { leads: 0, given: 0, taken: 0 } };
}
