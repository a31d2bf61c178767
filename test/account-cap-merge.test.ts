import { beforeEach, describe, expect, it } from 'vitest';
import { verifyReplay } from '../engine/backtest/replay.ts';
import { consentOf, createWorld, eventOf, HOUR, PERSON, sampleProgram, type World } from './runtime-world.ts';

const capped = (count: number) => sampleProgram({ policies: { accountCap: { count, days: 7 } } });
const acme = { account: { id: 'acme' } };
let world: World;

const idOf = async (name: string) => (await world.engine.findLead(`${name}@acme.example`)) as string;
const merge = async (loser: string, survivor: string) =>
  world.engine.merge(await idOf(loser), await idOf(survivor), PERSON);
const enter = (name: string, parts: object = acme) => [
  consentOf(world, `${name}@acme.example`, parts),
  eventOf(world, `${name}@acme.example`, 'page_visit'),
  eventOf(world, `${name}@acme.example`, 'page_visit'),
];
const other = (name: string, parts: object = acme) => eventOf(world, `${name}@acme.example`, 'other', parts);
const emails = () => world.db.query(`select status from outbox where kind = 'email' order by status`);
const counted = async () =>
  (await world.db.query<{ sends: number[] }>('select sends from account_sends')).map(({ sends }) => sends);
/** An event as if its lead had been locked elsewhere when it came. */
const leaveFor = async (name: string) => {
  const event = { id: 'left', source: 'test', name: 'page_visit', occurredAt: world.now, properties: {} };
  await world.db.query(
    `insert into inbox (lane, lead_id, body) values (get_byte(uuid_send($1::uuid), 0), $1::uuid, $2::jsonb)`,
    [await idOf(name), JSON.stringify({ account: 'acme', body: { kind: 'event', event } })],
  );
};

describe('the cap of an account and merges', () => {
  beforeEach(async () => {
    world = await createWorld(capped(1));
  });

  it('holds what an input of the merged lead leads to that named the account and was waiting', async () => {
    await world.engine.ingest(enter('first'));
    const visit = eventOf(world, 'loser@acme.example', 'page_visit');
    await world.engine.ingest([visit, consentOf(world, 'survivor@acme.example'), other('survivor', {})]);
    await leaveFor('loser');
    await merge('loser', 'survivor');
    await world.settle();
    expect(await emails()).toHaveLength(1);
    expect((await verifyReplay(world.db)).mismatches).toEqual([]);
  });

  it('holds what an input of the lead itself leads to that named the account and was waiting', async () => {
    await world.engine.ingest(enter('first'));
    await world.engine.ingest(enter('second', {}).slice(0, 2));
    await leaveFor('second');
    await world.settle();
    expect(await emails()).toHaveLength(1);
  });

  it('remembers what merged leads were sent when a program comes into force', async () => {
    await world.engine.ingest([...enter('loser'), other('survivor')]);
    await world.engine.dispatch([
      { kind: 'email', send: async () => ({ status: 'sent' as const, messageId: 'x' }) },
    ]);
    await merge('loser', 'survivor');
    await world.activate(capped(1));
    await world.settle();
    world.now += HOUR;
    await world.engine.ingest(enter('new'));
    expect(await emails()).toEqual([{ status: 'sent' }]);
  });

  it('counts an email once that goes on to the other lead, also when a program comes into force', async () => {
    await world.activate(capped(5));
    await world.engine.ingest([...enter('loser'), other('survivor')]);
    await merge('loser', 'survivor');
    expect(await emails()).toEqual([{ status: 'queued' }, { status: 'refused' }]);
    expect(await counted()).toEqual([[world.now]]);
    await world.activate(capped(5));
    await world.engine.ingest([other('survivor')]);
    expect(await counted()).toEqual([[world.now]]);
  });

  it('counts an email that comes to the account with the lead', async () => {
    await world.activate(capped(5));
    await world.engine.ingest([...enter('loser', { account: { id: 'elsewhere' } }), other('survivor')]);
    await merge('loser', 'survivor');
    const rows = await world.db.query('select id, sends from account_sends order by id');
    expect(rows).toContainEqual({ id: 'acme', sends: [world.now] });
  });
});
