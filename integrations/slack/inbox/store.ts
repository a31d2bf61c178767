import type { Database, Queryable } from '../../../db/connection.ts';
import type { Json, NewItem } from './item.ts';

/** Slack delivers an event again for at most some hours. */
const keptMs = 24 * 3_600_000;

/** A row that this process works on. */
export interface Row extends NewItem {
  receivedAt: number;
  attempts: number;
  stopped: boolean;
  done: Record<string, Json>;
}

const at = (n: number) => `to_timestamp($${n}::float8 / 1000)`;

/** Writes it down; false when it is there already. */
export async function insertRow(on: Queryable, row: NewItem, now: number): Promise<boolean> {
  const rows = await on.query(
    `insert into slack_inbox (id, kind, place, body, received_at, due_at)
     values ($1, $2, $3, $4::jsonb, ${at(5)}, ${at(5)}) on conflict do nothing returning id`,
    [row.id, row.kind, row.place, JSON.stringify(row.body), now],
  );
  return rows.length > 0;
}

/**
 * Takes the oldest row that is due and whose place nobody works at; no other process gets it before `until`. `besides` are
 * those that this process works on: when the clock jumps it does not take itself for dead.
 */
export async function claimRow(
  db: Database,
  { lease, now, until, besides }: { lease: string; now: number; until: number; besides: readonly string[] },
): Promise<Row | undefined> {
  const [row] = await db.query<Row>(
    `update slack_inbox set lease = $1::uuid, leased_until = ${at(3)}, attempts = attempts + 1
     where id = (
       select a.id from slack_inbox a
       where a.settled_at is null and a.due_at <= ${at(2)} and (a.lease is null or a.leased_until <= ${at(2)})
         and not a.id = any($4::text[])
         and not exists (
           select 1 from slack_inbox b
           where b.place = a.place and b.settled_at is null and b.id <> a.id
             and (b.seq < a.seq or b.leased_until > ${at(2)}))
       order by a.seq limit 1 for update skip locked)
     returning id, kind, place, body, received_at as "receivedAt", attempts, stopped, done`,
    [lease, now, until, besides],
  );
  return row;
}

/** Keeps it ours for longer; false when somebody else has it by now. */
export async function renewRow(db: Database, id: string, lease: string, until: number): Promise<boolean> {
  const rows = await db.query(
    `update slack_inbox set leased_until = ${at(3)} where id = $1 and lease = $2::uuid returning id`,
    [id, lease, until],
  );
  return rows.length > 0;
}

/** Keeps what a step gave, whoever has the row by now: it has reached Slack. What was kept first stays. */
export async function recordStep(on: Queryable, id: string, key: string, value: Json): Promise<void> {
  await on.query(
    `update slack_inbox set done = jsonb_build_object($2::text, $3::jsonb) || done where id = $1`,
    [id, key, JSON.stringify(value)],
  );
}

/** Ends it; what Slack sent is kept no longer than it is needed. */
export async function settleRow(
  db: Database,
  { id, lease, now, fault }: { id: string; lease: string; now: number; fault?: string },
): Promise<void> {
  await db.query(
    `update slack_inbox
     set settled_at = ${at(3)}, fault = $4, lease = null, leased_until = null, body = '{}', done = '{}'
     where id = $1 and lease = $2::uuid`,
    [id, lease, now, fault ?? null],
  );
}

/** Puts it off; one that was only asked to come later has not failed. */
export async function postponeRow(
  db: Database,
  {
    id,
    lease,
    due,
    fault,
    failed,
  }: { id: string; lease: string; due: number; fault: string; failed: boolean },
): Promise<void> {
  await db.query(
    `update slack_inbox
     set due_at = ${at(3)}, fault = $4, lease = null, leased_until = null, attempts = attempts - $5::int
     where id = $1 and lease = $2::uuid`,
    [id, lease, due, fault, failed ? 0 : 1],
  );
}

/** Marks what waits or is worked at at a place, and came before the row `before`, as stopped. */
export async function stopRows(db: Database, place: string, before: string): Promise<void> {
  await db.query(
    `update slack_inbox set stopped = true
     where place = $1 and settled_at is null and seq < (select seq from slack_inbox where id = $2)`,
    [place, before],
  );
}

/** Which of these are stopped. */
export async function stoppedRows(db: Database, ids: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    'select id from slack_inbox where stopped and id = any($1::text[])',
    [ids],
  );
  return rows.map(({ id }) => id);
}

/** Forgets what was settled more than a day ago. */
export async function sweepRows(db: Database, now: number): Promise<void> {
  await db.query(`delete from slack_inbox where settled_at < ${at(1)}`, [now - keptMs]);
}
