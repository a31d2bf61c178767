import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../db/connection.ts';
import { contentPerformance, hadContent } from '../engine/analytics/content-performance.ts';
import { askForRebuild, rollUp } from '../engine/analytics/facts/roll-up.ts';
import { leadsByStage, leadsByValueAndStage, leadsOfAll } from '../engine/analytics/leads-by-stage.ts';
import { parseCondition } from '../engine/program/condition/parse.ts';
import { defaultVocabulary } from '../engine/program/vocabulary.ts';
import { testDatabase } from './database.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 2, 1);
const now = start + 60 * day;

let db: Database;
let seq = 0;
const lead = (n: number) => `${n.toString(16).padStart(2, '0')}000000-0000-4000-8000-000000000000`;
const at = (days: number) => start + days * day;
const run = (sql: string, params: unknown[]) => db.query(sql, params);

async function add(n: number, industry: string, journey: string) {
  await run(`insert into accounts (lane, id, version, fields) values ($1, $2, 1, $3::text::jsonb)`, [
    n,
    `account-${n}`,
    JSON.stringify({ industry }),
  ]);
  await run(
    `insert into leads (lane, id, seq, program, fields, state, score, journey, lifecycle, account_lane, account_id, created_at)
     values ($1, $2, 0, 1, '{}', '{}', 0, $3, 'lead', $1, $4, '2026-01-01')`,
    [n, lead(n), journey, `account-${n}`],
  );
}
async function sent(n: number, item: string, days: number, { status = 'sent', step = item } = {}) {
  await run(
    `insert into outbox (lane, lead_id, seq, ordinal, kind, track, step, effect, not_before, status, settled_at)
     values ($1, $2, $3, 0, 'email', 't', $4, $5::text::jsonb, to_timestamp($6::float8 / 1000), $7, to_timestamp($6::float8 / 1000))`,
    [
      n,
      lead(n),
      ++seq,
      step,
      JSON.stringify({ content: { item, version: 1 }, enrolment: 1, purpose: 'marketing' }),
      at(days),
      status,
    ],
  );
}
async function event(n: number, name: string, days: number, properties: object) {
  await run(
    `insert into inputs (lane, lead_id, seq, at, kind, program, semantics, name, occurred_at, properties, decision)
     values ($1, $2, $3, to_timestamp($4::float8 / 1000), 'event', 1, 1, $5, to_timestamp($4::float8 / 1000), $6::text::jsonb, '{}')`,
    [n, lead(n), ++seq, at(days), name, JSON.stringify(properties)],
  );
}
async function moved(n: number, from: string, to: string, days: number) {
  await run(
    `insert into stage_moves (lane, lead_id, seq, ordinal, at, kind, from_stage, to_stage)
     values ($1, $2, $3, 0, to_timestamp($4::float8 / 1000), 'journey', $5, $6)`,
    [n, lead(n), ++seq, at(days), from, to],
  );
}
const click = (n: number, step: string, days: number) =>
  event(n, 'email_click', days, { track: 't', step, item: step });
const looked = (condition: string | undefined, period: { from: number; to: number }) =>
  contentPerformance(db, {
    condition: condition === undefined ? undefined : parseCondition(condition, defaultVocabulary),
    segments: {},
    vocabulary: defaultVocabulary,
    now,
    ...period,
  });
const figures = (condition?: string, period = { from: start, to: now }) => looked(condition, period);
/** As a worker does. */
async function countIn() {
  await askForRebuild(db, now);
  await rollUp(db, { now });
}
const zero = { sent: 0, delivered: 0, clicked: 0, progressed: 0, taken: 0, takenProgressed: 0 };

beforeAll(async () => {
  db = await testDatabase();
  await add(1, 'healthcare', 'consideration');
  await add(2, 'fintech', 'awareness');
  await add(3, 'healthcare', 'awareness');
  await add(4, 'healthcare', 'awareness');
  // The first moved on within 14 days of the email, and was emailed again where it stood then.
  await sent(1, 'guide', 1);
  await click(1, 'guide', 2);
  await click(1, 'guide', 3);
  await moved(1, 'awareness', 'consideration', 10);
  await sent(1, 'story', 12);
  // The second clicked too late; the third moved back, which is no progress; the fourth bounced.
  await sent(2, 'guide', 1);
  await click(2, 'guide', 16);
  await sent(3, 'guide', 1);
  await moved(3, 'consideration', 'awareness', 2);
  await sent(4, 'guide', 1);
  await event(4, 'email_bounce', 1.1, {});
  await click(4, 'guide', 1.2);
  // On its way, refused, and before the period.
  await sent(2, 'story', 1, { status: 'queued' });
  await sent(2, 'refused', 1, { status: 'refused' });
  await sent(2, 'guide', -30, { step: 'early' });
  // Opens are not counted; taking up counts each lead once.
  await event(2, 'email_open', 2, { track: 't', step: 'guide', item: 'guide' });
  await event(1, 'content_download', 4, { item: 'report' });
  await event(1, 'content_share', 5, { item: 'report' });
  await event(2, 'form_submit', 4, { content_item: 'report' });
  await countIn();
});

describe('how content did', () => {
  it('is counted by the stage leads stood at when it was sent', async () => {
    expect(await figures()).toEqual([
      {
        ...zero,
        item: 'guide',
        stage: 'awareness',
        inside: true,
        sent: 3,
        delivered: 2,
        clicked: 1,
        progressed: 1,
      },
      { ...zero, item: 'guide', stage: 'consideration', inside: true, sent: 1, delivered: 1 },
      { ...zero, item: 'story', stage: 'consideration', inside: true, sent: 1, delivered: 1 },
      { ...zero, item: 'report', stage: 'awareness', inside: true, taken: 2, takenProgressed: 1 },
    ]);
  });

  it('is told apart by who is in the audience', async () => {
    const found = await figures('industry = "healthcare"');
    expect(found.filter(({ item, stage }) => item === 'guide' && stage === 'awareness')).toEqual([
      { ...zero, item: 'guide', stage: 'awareness', inside: false, sent: 1, delivered: 1 },
      {
        ...zero,
        item: 'guide',
        stage: 'awareness',
        inside: true,
        sent: 2,
        delivered: 1,
        clicked: 1,
        progressed: 1,
      },
    ]);
    expect(found.find(({ item, inside }) => item === 'report' && !inside)).toMatchObject({
      taken: 1,
      takenProgressed: 0,
    });
  });

  it('is of the period alone', async () => {
    expect(await figures(undefined, { from: at(-40), to: start })).toEqual([
      { ...zero, item: 'guide', stage: 'awareness', inside: true, sent: 1, delivered: 1 },
    ]);
  });

  it('stays with the lead that a merged one lives on in', async () => {
    await run(
      `insert into lead_redirects (lane, id, to_lane, to_id, at, by, seq, program, fields, state, demo, created_at)
       values (9, $1, 1, $2, now(), 'identity', 1, 1, '{}', '{}', false, now())`,
      [lead(9), lead(1)],
    );
    await sent(9, 'merged', 20);
    await event(9, 'tool_use', 21, { item: 'calculator' });
    await countIn();
    const merged = (await figures('industry = "healthcare"')).filter(({ item }) => item === 'merged');
    expect(merged).toEqual([
      { ...zero, item: 'merged', stage: 'consideration', inside: true, sent: 1, delivered: 1 },
    ]);
    expect(await hadContent(db, { lane: 1, id: lead(1) })).toEqual([
      { item: 'calculator', sent: false, read: true },
      { item: 'guide', sent: true, read: true },
      { item: 'merged', sent: true, read: false },
      { item: 'report', sent: false, read: true },
      { item: 'story', sent: true, read: false },
    ]);
    expect((await hadContent(db, { lane: 2, id: lead(2) })).map(({ item }) => item)).toEqual([
      'guide',
      'report',
      'story',
    ]);
  });
});

it('leads are counted where they stand, by a condition, a field and all', async () => {
  const query = { segments: {}, vocabulary: defaultVocabulary, now };
  const condition = parseCondition('industry = "healthcare"', defaultVocabulary);
  expect(await leadsByStage(db, { condition, ...query })).toEqual({ awareness: 2, consideration: 1 });
  expect(await leadsOfAll(db)).toEqual({ awareness: 3, consideration: 1 });
  expect(await leadsByValueAndStage(db, { name: 'industry', owner: 'account' })).toEqual(
    new Map([
      ['fintech', { awareness: 1 }],
      ['healthcare', { awareness: 2, consideration: 1 }],
    ]),
  );
});
