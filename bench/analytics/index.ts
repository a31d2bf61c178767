import type { Database } from '../../db/connection.ts';
import { rollUp } from '../../engine/analytics/facts/roll-up.ts';
import { factsStatus } from '../../engine/analytics/facts/status.ts';
import { onServer } from '../databases.ts';
import { multiplyFacts, populateForFacts } from './population.ts';
import { type ReadTime, timeReads } from './reads.ts';

const hourMs = 3_600_000;

/** So many leads are rolled up; what is more are copies of them with their facts. */
const rolledUp = 20_000;

export interface AnalyticsResult {
  leads: number;
  /** In the log when it was rolled up, and those that the facts stand for. */
  logged: number;
  events: number;
  /** Leads a second. */
  firstFill: number;
  touched: number;
  /** Bytes. */
  facts: number;
  emails: number;
  stays: number;
  reads: ReadTime[];
}

/** What it takes to keep the figures, and to read them, with so many leads of about ten events each. */
export async function benchAnalytics(
  serverUrl: string,
  { leads, progress }: { leads: number; progress: (line: string) => void },
): Promise<AnalyticsResult> {
  const target = await onServer(serverUrl);
  const { db } = target;
  try {
    const now = Date.UTC(2026, 10, 1);
    const rolled = Math.min(leads, rolledUp);
    const logged = await populateForFacts({ db, leads: rolled, now, progress });
    progress(`${logged.toLocaleString('en-US')} events; first filling`);
    const firstFill = await rateOfRollUp(db, now);
    await db.exec('vacuum analyze');
    await touch(db, Math.min(10_000, rolled / 5), now + hourMs);
    const touched = await rateOfRollUp(db, now + hourMs);
    await multiplyFacts(db, { leads, progress });
    const { bytes: facts, emails, stays } = await factsStatus(db);
    const events = Math.round((logged / rolled) * leads);
    const reads = await timeReads(db, now, progress);
    return { leads, logged, events, firstFill, touched, facts, emails, stays, reads };
  } finally {
    await target.remove();
  }
}

/** Leads a second until nothing is left to count in. */
async function rateOfRollUp(db: Database, now: number): Promise<number> {
  const begin = performance.now();
  const { leads } = await rollUp(db, { now });
  return (leads / (performance.now() - begin)) * 1000;
}

/** So many leads, anywhere, open the email they got last. */
async function touch(db: Database, leads: number, at: number): Promise<void> {
  await db.query(
    `with picked as (
       update leads l set seq = l.seq + 1
       from (select lane, id from leads order by md5(id::text) limit $1) p where p.lane = l.lane and p.id = l.id
       returning l.lane, l.id, l.seq, l.program)
     insert into inputs (lane, lead_id, seq, at, kind, program, semantics, name, occurred_at, properties, decision)
     select lane, id, seq, to_timestamp($2::float8 / 1000), 'event', program, 1, 'email_open', to_timestamp($2::float8 / 1000),
            '{}', '{"effects":[],"ledger":[],"trace":[]}'
     from picked`,
    [leads, at - 60_000],
  );
}
