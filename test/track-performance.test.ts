import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../db/connection.ts';
import { periodBefore } from '../engine/analytics/period.ts';
import { trackPerformance } from '../engine/analytics/track-performance.ts';
import { testDatabase } from './database.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** 1 March 2026 UTC; all instants below are relative to it. */
const march = Date.UTC(2026, 2, 1);
const april = Date.UTC(2026, 3, 1);

let db: Database;
const seqs = new Map<string, number>();

function nextSeq(lead: string): number {
  const seq = (seqs.get(lead) ?? 0) + 1;
  seqs.set(lead, seq);
  return seq;
}

/** Lead ids that differ in lane. */
function lead(n: number): string {
  return `${n.toString(16).padStart(2, '0')}000000-0000-4000-8000-000000000000`;
}
const lane = (id: string) => Number.parseInt(id.slice(0, 2), 16);

async function email(
  id: string,
  step: string,
  at: number,
  options: { track?: string; status?: string } = {},
) {
  await db.query(
    `insert into outbox (lane, lead_id, seq, ordinal, kind, track, step, effect, not_before, status, settled_at)
     values ($1, $2, $3, 0, 'email', $4, $5, '{}', to_timestamp($6::float8 / 1000), $7, to_timestamp($6::float8 / 1000))`,
    [lane(id), id, nextSeq(id), options.track ?? 'fast', step, at, options.status ?? 'sent'],
  );
}

async function event(id: string, name: string, at: number, properties: object = {}) {
  await db.query(
    `insert into inputs (lane, lead_id, seq, at, kind, program, semantics, name, occurred_at, properties, decision)
     values ($1, $2, $3, to_timestamp($4::float8 / 1000), 'event', 1, 1, $5, to_timestamp($4::float8 / 1000),
             $6::text::jsonb, '{}')`,
    [lane(id), id, nextSeq(id), at, name, JSON.stringify(properties)],
  );
}

async function enrol(id: string, from: number, end?: { at: number; reason: string }, n = 1) {
  await db.query(
    `insert into enrolments (lane, lead_id, track, n, step, status, started_at, started_by, step_at, ended_at, reason)
     values ($1, $2, 'fast', $3, 's', $4, to_timestamp($5::float8 / 1000), 'test', to_timestamp($5::float8 / 1000),
             to_timestamp($6::float8 / 1000), $7)`,
    [lane(id), id, n, end ? 'ended' : 'active', from, end?.at ?? null, end?.reason ?? null],
  );
}

async function stageMove(id: string, at: number, from: string, to: string, kind = 'journey') {
  await db.query(
    `insert into stage_moves (lane, lead_id, seq, ordinal, at, kind, from_stage, to_stage)
     values ($1, $2, $3, 0, to_timestamp($4::float8 / 1000), $5, $6, $7)`,
    [lane(id), id, nextSeq(id), at, kind, from, to],
  );
}

const open = (id: string, step: string, at: number, track = 'fast') =>
  event(id, 'email_open', at, { track, step, item: 'x' });
const click = (id: string, step: string, at: number) =>
  event(id, 'email_click', at, { track: 'fast', step, item: 'x' });

beforeAll(async () => {
  db = await testDatabase();

  // 40 leads get email `one` on day 1 of March; 10 of them open it (one of those twice), 4 click.
  for (let n = 1; n <= 40; n++) {
    await enrol(
      lead(n),
      march,
      n <= 6 ? { at: march + 20 * day, reason: n <= 4 ? 'goal' : 'finished' } : undefined,
    );
    await email(lead(n), 'one', march + day);
    if (n <= 10) await open(lead(n), 'one', march + 2 * day);
    if (n <= 4) await click(lead(n), 'one', march + 2 * day + hour);
  }
  await open(lead(1), 'one', march + 3 * day);
  // Bounces: lead 40's email bounced, so neither it nor its open counts. Lead 39's bounce belongs to another track's email.
  await open(lead(40), 'one', march + day + hour);
  await event(lead(40), 'email_bounce', march + day + 2 * hour, { kind: 'hard' });
  await email(lead(39), 'other', march + 2 * day, { track: 'slow' });
  await event(lead(39), 'email_bounce', march + 2 * day + hour, { kind: 'hard' });

  // Step two: lead 11 opens too late to count, lead 12 at another track's step, lead 13 before the sending.
  for (const n of [11, 12, 13]) await email(lead(n), 'two', march + 5 * day);
  await open(lead(11), 'two', march + 5 * day + 14 * day);
  await open(lead(12), 'two', march + 6 * day, 'slow');
  await open(lead(13), 'two', march + 4 * day);
  // The same step sent twice to lead 14: an open after the second counts for the second only.
  await email(lead(14), 'two', march + 5 * day);
  await email(lead(14), 'two', march + 8 * day);
  await open(lead(14), 'two', march + 9 * day);
  // Not sent, and sent outside of the period.
  await email(lead(15), 'two', march + 5 * day, { status: 'refused' });
  await email(lead(16), 'two', april);
  await email(lead(17), 'two', march - hour);
  await open(lead(17), 'two', march + hour);

  // Downloads: while on the track, after it had ended, before it began, and by somebody never on it.
  await event(lead(7), 'content_download', march + 10 * day, { item: 'a' });
  await event(lead(7), 'content_download', march + 11 * day, { item: 'b' });
  await event(lead(1), 'content_download', march + 21 * day, { item: 'a' });
  await event(lead(8), 'content_download', march - hour, { item: 'a' });
  await event(lead(90), 'content_download', march + 10 * day, { item: 'a' });

  // Stage moves: the one that ends the enrolment at the same instant counts, the one a day later does not.
  await stageMove(lead(1), march + 20 * day, 'awareness', 'consideration');
  await stageMove(lead(2), march + 21 * day, 'awareness', 'consideration');
  await stageMove(lead(9), march + 5 * day, 'lead', 'mql', 'lifecycle');

  // Unsubscribes: after this track's email; after another track's later email; long after any email.
  await event(lead(20), 'unsubscribe', march + 3 * day);
  await email(lead(21), 'other', march + 2 * day, { track: 'slow' });
  await event(lead(21), 'unsubscribe', march + 3 * day);
  await event(lead(22), 'unsubscribe', march + 16 * day);

  // Enrolled before the period and active through it; enrolled at its end.
  await enrol(lead(50), march - 10 * day);
  await enrol(lead(51), april);
  await enrol(lead(52), march - 10 * day, { at: march - day, reason: 'finished' });

  // Enrolled at the end of the period, with the goal reached after it; and one that reached it and is on it again.
  await enrol(lead(53), april - day, { at: april + 2 * day, reason: 'goal' });
  await enrol(lead(1), march + 25 * day, undefined, 2);
  // A goal in the period of a lead who had been enrolled long before.
  await enrol(lead(54), march - 90 * day, { at: march + 2 * day, reason: 'goal' });
});

describe('the performance of a track', () => {
  it('equals what was counted by hand', async () => {
    const result = await trackPerformance(db, { track: 'fast', from: march, to: april });
    expect(result).toMatchObject({
      track: 'fast',
      enrolled: 42,
      active: 37,
      ended: { goal: 5, finished: 2 },
      downloads: 2,
      stageMoves: { journey: { 'awareness>consideration': 1 }, lifecycle: { 'lead>mql': 1 } },
      unsubscribes: { numerator: 1, denominator: 44 },
    });
    expect(result.steps.one).toMatchObject({
      sent: 40,
      delivered: 39,
      opens: { numerator: 10, denominator: 39 },
      clicks: { numerator: 4, denominator: 39 },
    });
    expect(result.steps.two).toMatchObject({
      sent: 5,
      delivered: 5,
      opens: { numerator: 1, denominator: 5, rate: null },
      clicks: { numerator: 0, denominator: 5 },
    });
    expect(result.emails).toMatchObject({
      sent: 45,
      delivered: 44,
      opens: { numerator: 11, denominator: 44 },
    });
    expect(Object.keys(result.steps)).toEqual(['one', 'two']);
  });

  it('measures the goal by the leads that were enrolled, not by those that are through', async () => {
    const { cohort } = await trackPerformance(db, { track: 'fast', from: march, to: april });
    expect(cohort).toMatchObject({ goal: { numerator: 5, denominator: 41 }, active: 34, endedOtherwise: 2 });
    expect(cohort.goal.rate).toBeCloseTo(5 / 41);
    expect(cohort.goal.low).toBeCloseTo(0.0532, 4);
  });

  it('is empty for a track nobody was on', async () => {
    expect(await trackPerformance(db, { track: 'none', from: march, to: april })).toMatchObject({
      enrolled: 0,
      active: 0,
      ended: {},
      emails: { sent: 0, opens: { numerator: 0, denominator: 0, rate: null } },
      steps: {},
      downloads: 0,
    });
  });
});

describe('the period to compare with', () => {
  it('is the calendar month before for a calendar month', () => {
    expect(periodBefore({ from: march, to: april })).toEqual({ from: Date.UTC(2026, 1, 1), to: march });
  });

  it('is the same length just before for any other period', () => {
    expect(periodBefore({ from: march + day, to: march + 8 * day })).toEqual({
      from: march - 6 * day,
      to: march + day,
    });
  });
});
