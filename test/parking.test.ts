import { beforeAll, expect, it, vi } from 'vitest';
import { verifyReplay } from '../engine/backtest/replay.ts';
import type { Input } from '../engine/core/types.ts';
import type { CompiledProgram } from '../engine/program/compile/compile.ts';
import { createWorld, eventOf, PERSON, sampleProgram, type World } from './runtime-world.ts';

// No valid program makes `decide` throw; a defect would. This one lives in versions 1 and 2 and is mended in 3.
vi.mock('../engine/core/decide.ts', async (original) => {
  const core = await original<typeof import('../engine/core/decide.ts')>();
  const decide: typeof core.decide = (program: CompiledProgram, lead, input: Input) => {
    if (program.version < 3 && input.kind === 'event' && input.event.properties.page_url === 'explode')
      throw new Error('boom');
    return core.decide(program, lead, input);
  };
  return { ...core, decide };
});

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
const explode = (email: string) =>
  eventOf(world, email, 'page_visit', { properties: { page_url: 'explode' } });
const leadOf = async (email: string) => {
  const [row] = await world.db.query<{ seq: number; fault: string | null; waiting: number }>(
    `select seq, fault, (select count(*) from inbox i where i.lane = l.lane and i.lead_id = l.id) as waiting from leads l where id = $1`,
    [await world.engine.findLead(email)],
  );
  return row;
};

it('a lead whose decision throws is parked with its inputs while the others of the batch are saved', async () => {
  const visit = (email: string) => eventOf(world, email, 'page_visit');
  const result = await world.engine.ingest([
    visit('bad@park.example'),
    visit('good@park.example'),
    explode('bad@park.example'),
    visit('bad@park.example'),
    explode('newborn@park.example'),
  ]);
  expect(result).toMatchObject({ accepted: 5, pending: 0, parked: 3 });
  expect(await leadOf('good@park.example')).toEqual({ seq: 1, fault: null, waiting: 0 });
  expect(await leadOf('bad@park.example')).toEqual({ seq: 1, fault: 'v1: boom', waiting: 2 });
  expect(await leadOf('newborn@park.example')).toEqual({ seq: 0, fault: 'v1: boom', waiting: 1 });
  expect(world.logged).toHaveLength(2);
});

it('a parked lead keeps what arrives for it and is not tried again by the same version', async () => {
  expect(await world.engine.runDue()).toBe(0);
  expect(await world.engine.ingest([eventOf(world, 'bad@park.example', 'page_visit')])).toMatchObject({
    parked: 1,
  });
  await world.engine.command(
    (await world.engine.findLead('bad@park.example')) as string,
    { do: 'suppress', reason: 'asked' },
    PERSON,
  );
  expect(await leadOf('bad@park.example')).toEqual({ seq: 1, fault: 'v1: boom', waiting: 4 });
});

it('each new version tries it once', async () => {
  await world.activate(sampleProgram());
  await world.settle();
  expect(await leadOf('bad@park.example')).toEqual({ seq: 2, fault: 'v2: boom', waiting: 4 });
  expect(await leadOf('newborn@park.example')).toEqual({ seq: 0, fault: 'v2: boom', waiting: 1 });

  await world.activate(sampleProgram());
  await world.settle();
  expect(await leadOf('bad@park.example')).toEqual({ seq: 7, fault: null, waiting: 0 });
  expect(await leadOf('newborn@park.example')).toEqual({ seq: 1, fault: null, waiting: 0 });
  const rows = await world.db.query('select kind, program from inputs where lead_id = $1 order by seq', [
    await world.engine.findLead('bad@park.example'),
  ]);
  expect(rows.map((row) => (row as { kind: string }).kind)).toEqual([
    'event',
    'activation',
    'activation',
    'event',
    'event',
    'event',
    'command',
  ]);
  expect((await verifyReplay(world.db)).mismatches).toEqual([]);
});

it('a lead whose waiting event the database refuses is parked alone, and the worker goes on', async () => {
  const emails = ['p', 'q', 'r', 's', 't'].map((name) => `${name}@refused.example`);
  await world.engine.ingest(emails.map((email) => eventOf(world, email, 'page_visit')));
  // What is in the inbox was let in by somebody else: an older version, or another engine.
  for (const [n, email] of emails.entries()) {
    const occurredAt = email.startsWith('r') ? -8.6e15 : world.now;
    const event = { id: `waiting-${n}`, source: 'test', name: 'page_visit', occurredAt, properties: {} };
    await world.db.query(
      'insert into inbox (lane, lead_id, body) select lane, id, $2::jsonb from leads where id = $1',
      [await world.engine.findLead(email), JSON.stringify({ body: { kind: 'event', event } })],
    );
  }
  expect(await world.engine.runDue()).toBe(5);
  for (const email of emails) {
    expect(await leadOf(email)).toEqual(
      email.startsWith('r')
        ? { seq: 1, fault: expect.stringMatching(/^v3: timestamp out of range/), waiting: 1 }
        : { seq: 2, fault: null, waiting: 0 },
    );
  }
  expect(await world.engine.runDue()).toBe(0);
  expect(world.logged.at(-1)).toContain('the database refused');
  expect((await verifyReplay(world.db)).mismatches).toEqual([]);
});

it('what waits comes in rounds of some hundreds for a lead, and what is new behind it', async () => {
  const [many, few] = ['many@rounds.example', 'few@rounds.example'];
  await world.engine.ingest([many, few].map((email) => eventOf(world, email, 'page_visit')));
  const id = await world.engine.findLead(many);
  const event = { source: 'test', name: 'page_visit', occurredAt: world.now, properties: {} };
  for (const [leadId, count] of [
    [id, 450],
    [await world.engine.findLead(few), 1],
  ])
    await world.db.query(
      `insert into inbox (lane, lead_id, body)
       select l.lane, l.id, jsonb_set($2::jsonb, '{body,event,id}', to_jsonb('round-' || l.id || '-' || n))
       from leads l, generate_series(1, $3::int) n where l.id = $1 order by n`,
      [leadId, JSON.stringify({ body: { kind: 'event', event } }), count],
    );
  const last = eventOf(world, many, 'page_visit', { messageId: 'the-last' });
  expect(await world.engine.ingest([last])).toMatchObject({ pending: 1, parked: 0 });
  expect(await leadOf(many)).toEqual({ seq: 201, fault: null, waiting: 251 });
  expect(await world.engine.runDue()).toBe(2);
  expect(await leadOf(many)).toEqual({ seq: 401, fault: null, waiting: 51 });
  expect(await leadOf(few)).toEqual({ seq: 2, fault: null, waiting: 0 });
  await world.settle();
  expect(await leadOf(many)).toEqual({ seq: 452, fault: null, waiting: 0 });
  const rows = await world.db.query<{ message_id: string }>(
    'select message_id from inputs where lead_id = $1 and seq > 1 order by seq',
    [id],
  );
  const rounds = Array.from({ length: 450 }, (_, n) => `round-${id}-${n + 1}`);
  expect(rows.map((row) => row.message_id)).toEqual([...rounds, 'the-last']);
  expect((await verifyReplay(world.db)).mismatches).toEqual([]);
});

it('a parked lead that is due is not taken', async () => {
  const email = 'due@park.example';
  await world.engine.ingest([eventOf(world, email, 'page_visit')]);
  const due = `update leads set fault = 'v3: boom', next_due_at = to_timestamp($2::float8 / 1000) where id = $1`;
  await world.db.query(due, [await world.engine.findLead(email), world.now - 1]);
  expect(await world.engine.runDue()).toBe(0);
});
