import { beforeAll, expect, it } from 'vitest';
import { explainLead } from '../engine/backtest/explain/lead.ts';
import { verifyReplay } from '../engine/backtest/replay.ts';
import type { LeadState } from '../engine/core/types.ts';
import {
  consentOf,
  createWorld,
  DAY,
  eventOf,
  HOUR,
  sampleProgram,
  T0,
  type World,
} from './runtime-world.ts';

const action = (id: string, does: object) => ({ id, kind: 'action', action: does });
const exit = (id: string) => ({ id, kind: 'exit', reason: id });
const program = (weight: number) =>
  sampleProgram({
    cadences: { calm: { title: 'Calm', percent: 200, for: '5 days', until: 'demo_requests >= 1' } },
    triggers: {
      slow: { title: 'Slow', when: 'form_submit', actions: [{ do: 'cadence', cadence: 'calm' }] },
    },
    tracks: {
      all: {
        title: 'All of it',
        stage: 'awareness',
        group: 'one',
        entry: { when: 'page_visits >= 1' },
        steps: [
          { id: 'morning', kind: 'wait', until: { weekday: ['tue'], time: '09:00' } },
          { id: 'pause', kind: 'wait', for: '1 day' },
          {
            id: 'reply',
            kind: 'wait-for',
            when: 'email_reply',
            within: '3 days',
            goto: 'half',
            otherwise: 'out',
          },
          {
            id: 'half',
            kind: 'split',
            arms: [
              { id: 'left', weight, goto: 'set' },
              { id: 'right', weight: 1, goto: 'tell' },
            ],
          },
          action('set', { do: 'set', fields: { language: 'de' } }),
          action('tell', { do: 'webhook', webhook: 'bot', fields: ['language'] }),
          action('crm', { do: 'crm', system: 'crm', fields: { Stage: 'Hot' } }),
          {
            id: 'renewal',
            kind: 'wait',
            untilDate: { field: 'renewal_date', offsetDays: -1, time: '10:00' },
          },
          exit('done'),
          exit('out'),
        ],
      },
      urgent: {
        title: 'Urgent',
        stage: 'decision',
        group: 'one',
        priority: 90,
        entry: { when: 'demo_requests >= 1' },
        steps: [{ id: 'w', kind: 'wait', for: '1 day' }],
      },
    },
  });

let world: World;
const emails = Array.from({ length: 24 }, (_, n) => `s${n}@steps.example`);
const zones = ['Europe/Vienna', 'America/New_York', 'Asia/Kolkata'];

const stateOf = async (email: string): Promise<LeadState> => {
  const id = await world.engine.findLead(email);
  const [row] = await world.db.query<{ state: string }>('select state from leads where id = $1', [id]);
  return JSON.parse(row?.state ?? '{}');
};
const pass = async (until: number, step = HOUR) => {
  for (; world.now < until; world.now += step) await world.settle();
  await world.settle();
};

beforeAll(async () => {
  world = await createWorld(program(1));
  await world.engine.ingest(
    emails.flatMap((email, n) => [
      consentOf(world, email, {
        traits: { time_zone: zones[n % 3] ?? 'UTC', renewal_date: '2026-02-01T00:00:00.000Z' },
      }),
      ...(n % 4 === 0 ? [eventOf(world, email, 'form_submit')] : []),
      eventOf(world, email, 'page_visit'),
    ]),
  );
});

it('takes leads through waits, arms and ranks by the worker’s rounds', async () => {
  // Nine in Kolkata is half past three in UTC, and the worker of this test looks every hour.
  await pass(T0 + DAY);
  expect((await stateOf('s0@steps.example')).enrolments.all).toMatchObject({ step: 'pause', pace: 200 });
  expect((await stateOf('s1@steps.example')).enrolments.all).not.toHaveProperty('pace');
  expect((await stateOf('s2@steps.example')).enrolments.all?.stepAt).toBe(T0 + 16 * HOUR);

  await pass(T0 + 3.5 * DAY);
  const id = (await world.engine.findLead('s1@steps.example')) ?? '';
  const told = await explainLead(world.db, await world.engine.program(), id, world.now);
  expect(told?.enrolments).toMatchObject([
    { track: 'all', step: 'reply', waitsFor: 'email_reply', nextDueAt: expect.any(Number) },
  ]);
  const replies = emails.filter((_, n) => n % 2 === 0).map((email) => eventOf(world, email, 'email_reply'));
  await world.engine.ingest([...replies, eventOf(world, 's3@steps.example', 'demo_request')]);
  expect((await stateOf('s3@steps.example')).enrolments).toMatchObject({
    all: { status: 'ended', reason: 'replaced:urgent' },
    urgent: { status: 'active' },
  });
  await world.activate(program(900));
  await pass(T0 + 10 * DAY, 6 * HOUR);

  const arms = await Promise.all(emails.map(async (email) => (await stateOf(email)).variants?.['all/half']));
  const replied = arms.filter((_, n) => n % 2 === 0);
  expect(replied.filter((arm) => arm === undefined)).toEqual([]);
  expect(new Set(replied)).toEqual(new Set(['left', 'right']));
  expect((await stateOf('s1@steps.example')).enrolments.all).toMatchObject({
    status: 'ended',
    reason: 'out',
  });
  const waiting = await world.db.query<{ kind: string; n: number }>(
    `select kind, count(*) as n from outbox where status = 'queued' group by kind order by kind`,
  );
  expect(waiting).toEqual([
    { kind: 'crm', n: 12 },
    { kind: 'webhook', n: 12 },
  ]);

  await pass(T0 + 27 * DAY, 6 * HOUR);
  expect((await stateOf('s0@steps.example')).enrolments.all).toMatchObject({
    status: 'ended',
    reason: 'done',
  });
});

it('tells the arm and the pace of a lead', async () => {
  await world.engine.ingest([eventOf(world, 's0@steps.example', 'form_submit')]);
  const id = (await world.engine.findLead('s0@steps.example')) ?? '';
  const told = await explainLead(world.db, await world.engine.program(), id, world.now);
  expect(told).toMatchObject({
    arms: { 'all/half': expect.any(String) },
    cadence: { id: 'calm', at: world.now },
  });
});

it('decides it all again the same', async () => {
  const report = await verifyReplay(world.db);
  expect(report.mismatches).toEqual([]);
  expect(report.inputs).toBeGreaterThan(100);
});
