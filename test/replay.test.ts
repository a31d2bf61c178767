import { beforeAll, expect, it } from 'vitest';
import { verifyReplay } from '../engine/backtest/replay.ts';
import {
  consentOf,
  createWorld,
  DAY,
  eventOf,
  HOUR,
  PERSON,
  sampleProgram,
  type World,
} from './runtime-world.ts';

let world: World;
const emails = Array.from({ length: 30 }, (_, n) => `lead${n}@replay.example`);

beforeAll(async () => {
  world = await createWorld();
  const mail = { kind: 'email' as const, send: async () => ({ status: 'sent' as const, messageId: 'x' }) };
  for (let day = 0; day < 12; day++) {
    const visits = emails.flatMap((email, n) => {
      const account = {
        id: `account${n % 4}`,
        fields: { industry: day > 5 ? 'fintech' : 'health', size: n % 4 },
      };
      const visit = eventOf(world, email, 'page_visit', {
        properties: { page_url: n % 3 ? '/pricing' : '/é🙂', weight: 1e-7 * n },
        account,
      });
      return day === n % 5
        ? [consentOf(world, email, { traits: { 'first name': `N"${n}` } }), visit]
        : [visit];
    });
    await world.engine.ingest(visits);
    if (day === 6)
      await world.activate(
        sampleProgram({ segments: { visitors: { title: 'V', when: 'page_visits >= 3 IN last_30_days' } } }),
      );
    await world.settle();
    await world.engine.dispatch([mail]);
    world.now += 20 * HOUR;
  }
  const id = (await world.engine.findLead('lead3@replay.example')) as string;
  await world.engine.command(id, { do: 'set_fields', fields: { region: 'EU', 'first name': null } }, PERSON);
  await world.engine.halt('*', PERSON, 'test');
  // Only this lead brings the news of its account; the others are woken.
  const account = { id: 'account3', fields: { industry: 'retail' } };
  await world.engine.ingest([eventOf(world, 'lead3@replay.example', 'page_visit', { account })]);
  world.now += 40 * DAY;
  await world.settle();
});

it('every decision and state comes out of the log byte for byte', async () => {
  const told: number[] = [];
  const report = await verifyReplay(world.db, { progress: (done) => told.push(done.leads) });
  const [{ n }] = (await world.db.query<{ n: number }>('select count(*) as n from inputs')) as [
    { n: number },
  ];
  expect(report).toEqual({
    inputs: n,
    leads: 30,
    fromSnapshot: 0,
    skipped: 0,
    erased: 0,
    differing: 0,
    mismatches: [],
  });
  expect(n).toBeGreaterThan(400);
  expect(told.at(-1)).toBe(30);
  const kinds = await world.db.query<{ kind: string }>(
    'select kind from inputs group by kind order by kind collate "C"',
  );
  expect(kinds.map((row) => row.kind)).toEqual([
    'account',
    'activation',
    'command',
    'event',
    'outcome',
    'timer',
  ]);
});

it.each([
  ['an input', `update inputs set properties = '{"page_url": "/other"}' where lead_id = $1 and seq = 1`, 1],
  [
    'a decision',
    `update inputs set decision = replace(decision, '"points":5', '"points":6') where lead_id = $1 and seq = 1`,
    1,
  ],
  ['a missing input', `delete from inputs where lead_id = $1 and seq = 2`, 3],
  [
    'the state',
    `update leads set state = replace(state, '"score":', '"score":1') where lead_id = $1`,
    'last',
  ],
  [
    'a field',
    `update leads set fields = fields || '{"email": "other@replay.example"}' where lead_id = $1`,
    'last',
  ],
  ['the ledger', `update ledger set points = points + 1 where lead_id = $1 and seq = 1`, 'last'],
])('a tampered record is found: %s', async (_, statement, seq) => {
  const id = (await world.engine.findLead('lead1@replay.example')) as string;
  const [{ last }] = (await world.db.query<{ last: number }>('select seq as last from leads where id = $1', [
    id,
  ])) as [{ last: number }];
  // Rolled back below, so that each case starts from the true record.
  await world.db.exec(
    'create table if not exists kept_inputs as select * from inputs; create table if not exists kept_leads as select * from leads; create table if not exists kept_ledger as select * from ledger',
  );
  const changed = await world.db.query(
    `${statement.replace(/update leads set (.*) where lead_id/, 'update leads set $1 where id')} returning 1`,
    [id],
  );
  expect(changed.length).toBeGreaterThan(0);
  const report = await verifyReplay(world.db);
  expect(report.mismatches).toHaveLength(1);
  const [mismatch] = report.mismatches;
  expect(mismatch).toMatchObject({ lead: id, seq: seq === 'last' ? last : seq });
  expect(mismatch?.expected).not.toBe(mismatch?.actual);
  await world.db.exec(
    'delete from inputs; insert into inputs select * from kept_inputs; delete from leads; insert into leads select * from kept_leads; delete from ledger; insert into ledger select * from kept_ledger',
  );
  expect((await verifyReplay(world.db)).mismatches).toEqual([]);
});
