import type { Database } from '../../db/connection.ts';
import { verifyReplay } from '../../engine/backtest/replay.ts';
import { type InFlight, messageKey } from './in-flight.ts';
import type { Producers } from './producers.ts';
import type { MoodySmtp } from './smtp-server.ts';

export interface Check {
  what: string;
  /** The figure found. */
  found: number | string;
  /** The first few that break it; none when it holds. */
  broken: readonly string[];
}

/** Everything that must hold once nothing is under way any more. */
export async function verifyAll(
  db: Database,
  { producers, smtp, inFlight }: { producers: Producers; smtp: MoodySmtp; inFlight: InFlight },
): Promise<Check[]> {
  const keys = async (sql: string, params: unknown[] = []) =>
    (await db.query<{ key: string }>(sql, params)).map((row) => row.key);
  const withStatus = (status: string) =>
    keys(`select ${messageKey} as key from outbox where kind = 'email' and status = $1`, [status]);

  const logged = await keys(`select message_id as key from inputs where source = 'chaos'`);
  const loggedOnce = new Set(logged);
  const [sent, inDoubt] = [new Set(await withStatus('sent')), await withStatus('in_doubt')];
  const taken = new Map([...smtp.taken].map(([id, times]) => [localPart(id), times]));
  const unanswered = new Set([...smtp.unanswered].map(localPart));
  const broken = await keys(`select id::text as key from leads where fault is not null`);
  const replay = await verifyReplay(db);
  const isExcused = (key: string) =>
    inFlight.atKills.has(key) || inFlight.atRestarts.has(key) || unanswered.has(key);
  const allInDoubt = new Set([...inDoubt, ...(await keys(inDoubtOfOthers))]);
  const excused = { kills: 0, restarts: 0, unanswered: 0 };
  for (const key of allInDoubt) {
    if (unanswered.has(key)) excused.unanswered++;
    else if (inFlight.atKills.has(key)) excused.kills++;
    else excused.restarts++;
  }

  return [
    {
      what: 'acknowledged events, each decided',
      found: producers.acknowledged.size,
      broken: [...producers.acknowledged].filter((id) => !loggedOnce.has(id)),
    },
    {
      what: 'decided inputs of message ids, each one once',
      found: logged.length,
      broken: repeated(logged),
    },
    {
      what: 'leads numbered without gaps',
      found: await countOf(db, 'leads'),
      broken: await keys(`select l.id::text as key from leads l
        left join (select lane, lead_id, count(*) as n, max(seq) as last from inputs group by 1, 2) i
          on i.lane = l.lane and i.lead_id = l.id
        where l.seq <> coalesce(i.n, 0) or l.seq <> coalesce(i.last, 0)`),
    },
    {
      what: 'ledgers that sum to the score',
      found: await countOf(db, 'ledger'),
      broken: await keys(`select l.id::text as key from leads l
        left join (select lane, lead_id, sum(points) as points from ledger group by 1, 2) g
          on g.lane = l.lane and g.lead_id = l.id
        where l.score <> coalesce(g.points, 0)`),
    },
    { what: 'leads parked', found: broken.length, broken },
    {
      what: 'inputs waiting',
      found: await countOf(db, 'inbox'),
      broken: await keys('select lead_id::text as key from inbox'),
    },
    {
      what: 'rows left queued or sending',
      found: 0,
      broken: await keys(`select ${messageKey} as key from outbox where status in ('queued', 'sending')`),
    },
    {
      what: 'emails that the SMTP server took, each once',
      found: taken.size,
      broken: [...taken].filter(([, times]) => times > 1).map(([key]) => key),
    },
    {
      what: 'emails sent, each taken by the server',
      found: sent.size,
      broken: [...sent].filter((key) => !taken.has(key)),
    },
    {
      what: 'emails taken, each sent or in doubt',
      found: taken.size,
      broken: [...taken.keys()].filter((key) => !sent.has(key) && !allInDoubt.has(key)),
    },
    {
      what: 'deliveries in doubt, each under way when something broke',
      found: `${allInDoubt.size} (at kills ${excused.kills}, at restarts ${excused.restarts}, answer lost ${excused.unanswered})`,
      broken: [...allInDoubt].filter((key) => !isExcused(key)),
    },
    {
      what: 'deliveries settled, each told to its lead once',
      found: await countOf(db, 'outbox'),
      broken: await keys(`select ${messageKey} as key from outbox o
        where (select count(*) from inputs i where i.lane = o.lane and i.lead_id = o.lead_id and i.kind = 'outcome'
          and i.payload ->> 'effect' = o.seq || ':' || o.ordinal) <> 1`),
    },
    {
      what: 'inputs replayed byte for byte',
      found: replay.inputs,
      broken: [
        ...replay.mismatches.map(({ lead, seq }) => `${lead} at ${seq}`),
        ...(replay.skipped > 0 ? [`${replay.skipped} leads left out`] : []),
      ],
    },
  ];
}

/** Tasks and notices are deliveries too. */
const inDoubtOfOthers = `select ${messageKey} as key from outbox where kind <> 'email' and status = 'in_doubt'`;

function localPart(messageId: string): string {
  return messageId.slice(0, messageId.lastIndexOf('@'));
}

function repeated(ids: readonly string[]): string[] {
  const seen = new Set<string>();
  return ids.filter((id) => seen.size === seen.add(id).size);
}

async function countOf(db: Database, table: string): Promise<number> {
  const [row] = await db.query<{ n: number }>(`select count(*) as n from ${table}`);
  return row?.n ?? 0;
}
