import type { Tx } from '../../../db/connection.ts';
import type { LeadId } from '../../core/types.ts';
import { scoresOf } from '../../program/condition/score-sql.ts';
import type { TouchedAccounts } from '../changes/types.ts';

/** SQL over alias `l` of leads. */
interface Where {
  sql: string;
  params: readonly unknown[];
}

export async function countLeads(tx: Tx): Promise<number> {
  return countMatching(tx, { sql: 'true', params: [] });
}

/** Leads that satisfy `where`, whose parameters begin at $1. */
export async function countMatching(tx: Tx, where: Where): Promise<number> {
  const rows = await tx.query<{ n: number }>(`select count(*)::int as n from leads l where ${where.sql}`, [
    ...where.params,
  ]);
  return rows[0]?.n ?? 0;
}

/** The same, of leads that were never on a track. */
export async function countOnNoTrack(tx: Tx, where: Where): Promise<number> {
  const none = 'not exists (select from enrolments e where e.lane = l.lane and e.lead_id = l.id)';
  return countMatching(tx, { ...where, sql: `(${where.sql}) and ${none}` });
}

/** Leads whose score, in all or of the model, is so many points or more. */
export async function countLeadsAt(tx: Tx, points: number, model?: string): Promise<number> {
  if (model === undefined) return countMatching(tx, { sql: 'l.score >= $1::int', params: [points] });
  const sql = `coalesce((${scoresOf('l')} ->> $2::text)::int, 0) >= $1::int`;
  return countMatching(tx, { sql, params: [points, model] });
}

export interface Entering {
  leads: number;
  /** Of them, those active on another track now, by track. */
  alsoOn: Record<string, number>;
  /** Of them, those who were sent one of the items before, in whatever version. */
  repeated: number;
  /** How many accounts they are of, and the first by their number of leads. */
  accounts: TouchedAccounts;
  /** Those whose ids end lowest, at most `limit`. */
  ids: LeadId[];
}

/** Accounts named in a plan. */
export const mostAccounts = 10;

/**
 * Leads that satisfy `condition` and may enter the track: never on it before, or (with `again`) not on it now. Where
 * the track was `known` before, those for whom its entry counted as true already come in no more. The parameters of
 * `condition` begin at $5.
 */
export async function measureEntering(
  tx: Tx,
  query: {
    track: string;
    known: boolean;
    again: boolean;
    items: readonly string[];
    condition: Where;
    limit?: number;
  },
): Promise<Entering> {
  const { track, known, again, items, condition, limit = 0 } = query;
  const rows = await tx.query<{
    leads: number;
    also_on: Record<string, number>;
    repeated: number;
    accounts: number;
    first: TouchedAccounts['first'];
    ids: LeadId[];
  }>(
    `with entering as materialized (
       select l.lane, l.id, l.account_id from leads l
       where (${condition.sql})
         and not ($4::boolean and coalesce(l.state::jsonb -> 'entries' ? $1::text, false))
         and not exists (select from enrolments e
                         where e.lane = l.lane and e.lead_id = l.id and e.track = $1::text
                           and (not $2::boolean or e.status = 'active'))),
     also_on as (
       select e.track, count(*)::int as n
       from entering x join enrolments e on e.lane = x.lane and e.lead_id = x.id
       where e.status = 'active' and e.track <> $1::text
       group by e.track),
     accounts as (
       select account_id as account, count(*)::int as leads from entering
       where account_id is not null group by account_id)
     select (select count(*)::int from entering) as leads,
            (select coalesce(json_object_agg(track, n order by track), '{}'::json) from also_on) as also_on,
            (select count(*)::int from entering x
             where exists (select from outbox o
                           where o.lane = x.lane and o.lead_id = x.id and o.kind = 'email' and o.status = 'sent'
                             and o.effect -> 'content' ->> 'item' in (select json_array_elements_text($3::json)))
            ) as repeated,
            (select count(*)::int from accounts) as accounts,
            (select coalesce(json_agg(a), '[]'::json)
             from (select account, leads from accounts order by leads desc, account limit ${mostAccounts}) a) as first,
            (select coalesce(json_agg(id order by right(id::text, 4) collate "C", id), '[]'::json)
             from (select id from entering order by right(id::text, 4) collate "C", id limit ${limit}) s) as ids`,
    [track, again, JSON.stringify(items), known, ...condition.params],
  );
  const [row] = rows;
  return {
    leads: row?.leads ?? 0,
    alsoOn: row?.also_on ?? {},
    repeated: row?.repeated ?? 0,
    accounts: { count: row?.accounts ?? 0, first: row?.first ?? [] },
    ids: row?.ids ?? [],
  };
}

/** Active enrolments of a track by the step they stand at. */
export async function countInFlight(tx: Tx, track: string): Promise<Record<string, number>> {
  const rows = await tx.query<{ step: string; n: number }>(
    `select step, count(*)::int as n from enrolments where track = $1::text and status = 'active' group by step`,
    [track],
  );
  return Object.fromEntries(rows.map((row) => [row.step, row.n]));
}

/**
 * Emails that a halt keeps back on these tracks: queued ones, and leads that stand at an email step because of it.
 * `steps` are the email steps of each track.
 */
export async function countWaitingEmails(
  tx: Tx,
  tracks: readonly { track: string; steps: readonly string[] }[],
): Promise<number> {
  const rows = await tx.query<{ n: number }>(
    `with halted as (select track, steps from json_to_recordset($1::json) as x(track text, steps json))
     select ((select count(*) from outbox o join halted h on h.track = o.track
              where o.kind = 'email' and o.status = 'queued')
           + (select count(*) from halted h
              join enrolments e on e.track = h.track and e.status = 'active'
                               and e.step in (select json_array_elements_text(h.steps))
              join leads l on l.lane = e.lane and l.id = e.lead_id
              where l.state::jsonb -> 'enrolments' -> e.track -> 'held' ->> 'reason' = 'halted'))::int as n`,
    [JSON.stringify(tracks)],
  );
  return rows[0]?.n ?? 0;
}
