import type { Queryable } from '../../db/connection.ts';
import { DAY } from '../../engine/analytics/period.ts';
import type { ClicksMeasure, ConnectorState, FailedMeasure, StuckMeasure } from './judge.ts';

/** An email has so long to be clicked: the newest would otherwise always do worse than those before. */
const clickMs = 2 * DAY;
const hourMs = 3_600_000;

/** Emails of a week that have had two days each, against those of the four weeks before. */
export async function measureClicks(db: Queryable, now: number): Promise<ClicksMeasure> {
  const end = now - clickMs;
  const [row] = await db.query<{ sent: number; clicked: number; sentBefore: number; clickedBefore: number }>(
    `select count(*) filter (where recent) as sent, count(*) filter (where recent and clicked) as clicked,
       count(*) filter (where not recent) as "sentBefore", count(*) filter (where not recent and clicked) as "clickedBefore"
     from (
       select sent_at >= to_timestamp($2::float8 / 1000) as recent,
         coalesce(clicked_at < sent_at + make_interval(secs => $4::float8 / 1000), false) as clicked
       from email_facts
       where sent_at >= to_timestamp($1::float8 / 1000) and sent_at < to_timestamp($3::float8 / 1000) and bounced_at is null
     ) e`,
    [end - 35 * DAY, end - 7 * DAY, end, clickMs],
  );
  const { sent = 0, clicked = 0, sentBefore = 0, clickedBefore = 0 } = row ?? {};
  return {
    now: { numerator: clicked, denominator: sent },
    before: { numerator: clickedBefore, denominator: sentBefore },
  };
}

/** Emails that failed or are in doubt, of all that were settled. */
export async function measureFailed(db: Queryable, now: number): Promise<FailedMeasure> {
  const [row] = await db.query<{ failed: number; failedBefore: number; sent: number; sentBefore: number }>(
    `select f.failed, f."failedBefore", s.sent, s."sentBefore"
     from (
       select count(*) filter (where settled_at >= to_timestamp($2::float8 / 1000)) as failed,
         count(*) filter (where settled_at < to_timestamp($2::float8 / 1000)) as "failedBefore"
       from outbox where status in ('failed', 'in_doubt') and kind = 'email'
         and settled_at >= to_timestamp($1::float8 / 1000) and settled_at < to_timestamp($3::float8 / 1000)
     ) f, (
       select count(*) filter (where sent_at >= to_timestamp($2::float8 / 1000)) as sent,
         count(*) filter (where sent_at < to_timestamp($2::float8 / 1000)) as "sentBefore"
       from email_facts where sent_at >= to_timestamp($1::float8 / 1000) and sent_at < to_timestamp($3::float8 / 1000)
     ) s`,
    [now - 29 * DAY, now - DAY, now],
  );
  const { failed = 0, failedBefore = 0, sent = 0, sentBefore = 0 } = row ?? {};
  return {
    now: { numerator: failed, denominator: failed + sent },
    before: { numerator: failedBefore, denominator: failedBefore + sentBefore },
  };
}

export async function measureStuck(db: Queryable, now: number): Promise<StuckMeasure> {
  const [row] = await db.query<StuckMeasure>(
    `select (select count(*) from leads where fault is not null) as parked,
       (select count(*) from leads where fault is null and next_due_at < to_timestamp($1::float8 / 1000)) as overdue`,
    [now - hourMs],
  );
  return row ?? { parked: 0, overdue: 0 };
}

/** Keeps what a look at a connector found, and gives how it stands since. */
export async function noteLook(
  db: Queryable,
  look: { connector: string; failed: boolean; words: string },
  now: number,
): Promise<ConnectorState> {
  const [row] = await db.query<ConnectorState>(
    `insert into connector_looks as c (connector, failures, since, words)
     values ($1, case when $2::boolean then 1 else 0 end, to_timestamp($4::float8 / 1000), $3)
     on conflict (connector) do update set
       failures = case when $2::boolean then c.failures + 1 else 0 end,
       since = case when (c.failures > 0) = $2::boolean then c.since else excluded.since end,
       words = excluded.words
     returning connector, failures, since, words`,
    [look.connector, look.failed, look.words, now],
  );
  return row as ConnectorState;
}

/** Webhooks whose calls have failed again and again, and those that were so and have nothing waiting any more. */
export function webhooksFailing(
  db: Queryable,
): Promise<{ id: string; waiting: number; reason: string | null }[]> {
  return db.query(
    `select effect ->> 'webhook' as id, count(*) as waiting, max(result ->> 'reason') as reason
     from outbox where status = 'queued' and kind = 'webhook' and attempts >= 2 group by 1
     union all
     select substr(connector, 9), 0, null from connector_looks
     where connector like 'webhook %' and failures > 0 and substr(connector, 9) not in
       (select effect ->> 'webhook' from outbox where status = 'queued' and kind = 'webhook' and attempts >= 2)
     order by 1`,
  );
}
