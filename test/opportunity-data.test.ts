import { beforeAll, expect, it } from 'vitest';
import type { Database } from '../db/connection.ts';
import { laneOfLead } from '../db/lanes.ts';
import type { OpportunityData } from '../engine/analytics/opportunities/data.ts';
import { gather } from '../engine/analytics/opportunities/gather.ts';
import { smallProgram } from '../engine/analytics/opportunities/testing/world.ts';
import { testDatabase } from './database.ts';

const day = 86_400_000;
/** A Monday, 12:00 UTC. */
const now = Date.UTC(2026, 5, 1, 12);
let db: Database;
let data: OpportunityData;

const lead = (n: number) => `${n.toString(16).padStart(2, '0')}000000-0000-4000-8000-000000000000`;
const ago = (days: number) => new Date(now - days * day);
const of = (n: number) => [laneOfLead(lead(n)), lead(n)];
let seq = 0;

async function person(n: number, rest: { zone?: string; mailable?: boolean } = {}) {
  await db.query(
    `insert into leads (lane, id, seq, program, fields, state, score, journey, lifecycle, mailable, created_at)
     values ($1, $2, 1, 1, $3::text::jsonb, '{}', 0, 'awareness', 'lead', $4, $5)`,
    [...of(n), JSON.stringify(rest.zone ? { time_zone: rest.zone } : {}), rest.mailable ?? false, ago(300)],
  );
}
async function email(n: number, sent: Date, what: { purpose?: string; bounced?: Date; left?: Date } = {}) {
  await db.query(
    `insert into email_facts (lane, lead_id, from_id, seq, ordinal, sent_at, track, step, enrolment, item, version, stage,
       purpose, bounced_at, clicked_at, unsubscribed_at, dims)
     values ($1, $2, $2, $3, 0, $4, 'learn', 'email-1', 1, 'why', 1, 'awareness', $5, $6, $4, $7, '{}')`,
    [...of(n), ++seq, sent, what.purpose ?? 'marketing', what.bounced ?? null, what.left ?? null],
  );
}
async function points(n: number, at: number, given: number, days = 70) {
  await db.query(
    `insert into ledger (lane, lead_id, seq, ordinal, at, rule, points) values ($1, $2, $3, 0, $4, 'r', $5)`,
    [...of(n), at, ago(days), given],
  );
}
async function move(n: number, at: number, when: Date, from: string, to: string, kind = 'lifecycle') {
  await db.query(
    `insert into stage_moves (lane, lead_id, seq, ordinal, at, kind, from_stage, to_stage) values ($1, $2, $3, 0, $4, $5, $6, $7)`,
    [...of(n), at, when, kind, from, to],
  );
}
async function enrol(n: number, began: Date, reason: string | null) {
  await db.query(
    `insert into enrolments (lane, lead_id, track, n, step, status, started_at, started_by, step_at, reason)
     values ($1, $2, 'learn', 1, 's', $3, $4, 't', $4, $5)`,
    [...of(n), reason ? 'ended' : 'active', began, reason],
  );
}
async function held(n: number, what: 'hold' | 'drop', detail: string) {
  await db.query(
    `insert into step_facts (lane, lead_id, from_id, seq, ordinal, at, track, step, enrolment, what, detail)
     values ($1, $2, $2, $3, 0, $4, 'learn', 'email-1', 1, $5, $6)`,
    [...of(n), ++seq, ago(30), what, detail],
  );
}

beforeAll(async () => {
  db = await testDatabase();
  for (const [n, zone] of [
    [1, 'Asia/Tokyo'],
    [2, 'Nowhere/Land'],
    [3, undefined],
  ] as const)
    await person(n, { ...(zone && { zone }), mailable: n !== 3 });
  // Sunday evening in UTC is Monday morning in Tokyo; who says no zone that exists is on the program's clock.
  const sunday = new Date(Date.UTC(2026, 4, 3, 22));
  await email(1, sunday);
  await email(2, sunday, { left: ago(28) });
  // Bounced, transactional, too young to tell, too old.
  await email(3, sunday, { bounced: sunday });
  await email(3, sunday, { purpose: 'transactional' });
  await email(3, ago(13));
  await email(3, ago(105));
  // Handed on at 60 points, and 20 days later taken up; at 55 and too late; not by the threshold; handed on lately.
  await points(1, 10, 40);
  await points(1, 11, 20);
  await move(1, 11, ago(70), 'lead', 'mql');
  await move(1, 12, ago(50), 'mql', 'sql');
  await points(2, 11, 55);
  await move(2, 11, ago(100), 'lead', 'mql');
  await move(2, 12, ago(30), 'mql', 'sql');
  await points(3, 5, 80);
  await move(3, 11, ago(70), 'lead', 'mql');
  await person(4);
  await points(4, 1, 70);
  await move(4, 1, ago(20), 'lead', 'mql');
  // Near it: one came further all the same, one reached it too late to count, one in time.
  await points(5, 1, 40);
  await move(5, 2, ago(60), 'lead', 'sql');
  await points(6, 1, 36);
  await points(6, 2, 20, 5);
  await points(7, 1, 36);
  await points(7, 2, 20, 40);
  // Of three who began Learn long enough ago one reached the goal and one moved on; the fourth began lately.
  await enrol(1, ago(80), 'goal');
  await enrol(2, ago(80), 'finished');
  await move(2, 20, ago(60), 'awareness', 'consideration', 'journey');
  await enrol(3, ago(80), 'exit:left');
  await enrol(4, ago(10), null);
  // Held by the cap twice, and given up once.
  await held(1, 'hold', 'cap');
  await held(2, 'hold', 'cap');
  await held(2, 'drop', 'cap');
  // One visited last week.
  await db.query(
    `insert into inputs (lane, lead_id, seq, at, kind, program, semantics, name, occurred_at, decision)
     values ($1, $2, 1, $3, 'event', 1, 1, 'page_visit', $3, '{}')`,
    [...of(1), ago(7)],
  );
  data = await gather(db, { program: smallProgram, now, days: 90, gaps: [] });
});

it('emails are those that had their time, on the clock of each lead', () => {
  const [tokyo, nowhere] = data.emails.toSorted((a, b) => a.hour - b.hour);
  expect(data.emails.length).toBe(2);
  expect(tokyo).toMatchObject({ hour: 7, weekday: 1, clicked: true, lost: false, stage: 'awareness' });
  expect(nowhere).toMatchObject({ hour: 22, weekday: 7, lost: true });
});

it('hand-offs are those by the threshold, with the score they had and what became of them in time', () => {
  expect(data.handOffs.toSorted((a, b) => a.score - b.score)).toEqual([
    { threshold: 'mql', score: 55, converted: false },
    { threshold: 'mql', score: 60, converted: true },
  ]);
});

it('near misses are those who came near and not to it in time, and what became of them', () => {
  expect(data.nearMisses).toEqual([{ threshold: 'mql', from: 35, leads: 2, converted: 1 }]);
});

it('goals are of those who began long enough ago, and what is held is of all that was due', () => {
  expect(data.goals).toEqual([{ track: 'learn', enrolled: 3, reached: 1, progressed: 1 }]);
  expect(data.holds).toEqual([{ reason: 'cap', held: 2, leads: 2 }]);
  expect(data.due).toBe(3);
});

it('those who wait may be sent email, are on no track and did nothing', () => {
  expect([data.mailable, data.waiting]).toEqual([2, 1]);
});
