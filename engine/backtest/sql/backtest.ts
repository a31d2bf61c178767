import type { Queryable, Tx } from '../../../db/connection.ts';
import type { LeadId } from '../../core/types.ts';
import type { LoggedInput } from './replay.ts';

export interface BacktestLead {
  lane: number;
  id: LeadId;
  created_at: number;
}

/**
 * The next leads by lane and id, up to a lane, with their inputs until `to` in order, as of one instant. Of every `every` leads one,
 * by the last bytes of its id, which say nothing else of it. Begins its transaction.
 */
export async function readBacktestChunk(
  tx: Tx,
  query: { after: { lane: number; id: LeadId }; upTo: number; limit: number; to: number; every: number },
): Promise<{ leads: BacktestLead[]; inputs: LoggedInput[] }> {
  const { after, upTo, limit, to, every } = query;
  await tx.exec('set transaction isolation level repeatable read, read only');
  const leads = await tx.query<BacktestLead>(
    `select l.lane, l.id, l.created_at
     from leads l
     where (l.lane, l.id) > ($1::smallint, $2::uuid) and l.lane <= $6
       and l.created_at <= to_timestamp($4::float8 / 1000)
       and (get_byte(uuid_send(l.id), 14) * 256 + get_byte(uuid_send(l.id), 15)) % $5::int = 0
     order by l.lane, l.id limit $3`,
    [after.lane, after.id, limit, to, every, upTo],
  );
  if (leads.length === 0) return { leads, inputs: [] };
  const inputs = await tx.query<LoggedInput>(
    `select i.lead_id, i.seq, i.at, i.kind, i.program, i.semantics, i.name, i.occurred_at, i.source, i.message_id,
       i.properties, i.payload, i.facts, i.decision
     from json_to_recordset($1::json) as x(lane smallint, id uuid)
     join inputs i on i.lane = x.lane and i.lead_id = x.id
     where i.at <= to_timestamp($2::float8 / 1000)
     order by i.lane, i.lead_id, i.seq`,
    [JSON.stringify(leads.map(({ lane, id }) => ({ lane, id }))), to],
  );
  return { leads, inputs };
}

/** Emails sent in the period by track, and how many of them were opened and clicked (each once). */
export async function readAnswerCounts(
  on: Queryable,
  { from, to }: { from: number; to: number },
): Promise<{ track: string; sent: number; opened: number; clicked: number }[]> {
  return on.query(
    `with sent as (
       select track, count(*)::int as sent from outbox
       where kind = 'email' and status in ('sent', 'in_doubt') and track is not null
         and settled_at between to_timestamp($1::float8 / 1000) and to_timestamp($2::float8 / 1000)
       group by track),
     answered as (
       select properties ->> 'track' as track, name,
         count(distinct (lane, lead_id, properties ->> 'step'))::int as answered
       from inputs
       where name in ('email_open', 'email_click')
         and occurred_at between to_timestamp($1::float8 / 1000) and to_timestamp($2::float8 / 1000)
       group by 1, 2)
     select s.track, s.sent,
       coalesce((select answered from answered a where a.track = s.track and a.name = 'email_open'), 0) as opened,
       coalesce((select answered from answered a where a.track = s.track and a.name = 'email_click'), 0) as clicked
     from sent s order by s.track`,
    [from, to],
  );
}

export async function countLeadsUntil(on: Queryable, to: number): Promise<number> {
  const [row] = await on.query<{ n: number }>(
    'select count(*)::int as n from leads where created_at <= to_timestamp($1::float8 / 1000)',
    [to],
  );
  return row?.n ?? 0;
}
