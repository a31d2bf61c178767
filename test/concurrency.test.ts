import { beforeAll, expect, it } from 'vitest';
import { verifyReplay } from '../engine/backtest/replay.ts';
import { createWorld, eventOf, type World } from './runtime-world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
const onServer = process.env.TEST_DATABASE === 'native';

const inputsOf = (ids: readonly (string | undefined)[]) =>
  world.db.query<{ message_id: string }>(
    'select message_id from inputs where lead_id = any($1::uuid[]) order by lead_id, seq',
    [ids],
  );

it('engines that ingest overlapping leads at once lose nothing and repeat nothing', async () => {
  const engines = [world.engine, world.another(), world.another(), world.another()];
  const emails = Array.from({ length: 40 }, (_, n) => `lead${n}@busy.example`);
  const batches = Array.from({ length: 24 }, (_, b) =>
    emails.map((email, n) =>
      eventOf(world, email, 'page_visit', {
        // Some are known by two values, so that batches race to attach them.
        ...(n % 3 === 0 && { anonymousId: `anon-${n}` }),
        ...(n % 5 === 0 && { account: { id: `acc-${n % 2}`, fields: { round: Math.floor(b / 8) } } }),
      }),
    ),
  );
  const results = await Promise.all(
    batches.map((batch, b) => {
      const engine = engines[b % engines.length] as (typeof engines)[number];
      const order = b % 2 ? batch : [...batch].reverse();
      // Half of it is delivered twice, by another engine.
      return Promise.all([engine.ingest(order), b % 2 ? world.engine.ingest(batch.slice(0, 20)) : undefined]);
    }),
  );
  const all = results.flat().filter((result) => result !== undefined);
  const sum = (of: 'accepted' | 'duplicates' | 'parked') =>
    all.reduce((total, result) => total + result[of], 0);
  expect([sum('accepted'), sum('duplicates'), sum('parked')]).toEqual([960, 240, 0]);
  await Promise.all(engines.map((engine) => engine.runDue()));
  await world.settle();

  const logged = await world.db.query<{ message_id: string }>(
    `select message_id from inputs where kind = 'event'`,
  );
  expect(logged.map((row) => row.message_id).sort()).toEqual(
    batches
      .flat()
      .map((event) => event.messageId)
      .sort(),
  );
  expect(await world.db.query('select from inbox')).toEqual([]);
  expect(await world.db.query('select count(*) as n from leads')).toEqual([{ n: 40 }]);
  expect((await verifyReplay(world.db)).mismatches).toEqual([]);
});

it('a large call goes through several batches under way at once, each lead in order', async () => {
  const emails = Array.from({ length: 30 }, (_, n) => `pipelined${n}@busy.example`);
  const events = Array.from({ length: 600 }, (_, n) => {
    const email = emails[(n * 7) % emails.length] as string;
    // The same lead by another name: found in the database only.
    return n > 300 && n % 4 === 0
      ? { ...eventOf(world, email, 'page_visit'), email: undefined, userId: `user-${email}` }
      : eventOf(world, email, 'page_visit', { userId: `user-${email}` });
  });
  expect(await world.another(40).ingest(events)).toMatchObject({
    accepted: 600,
    duplicates: 0,
    parked: 0,
    refused: [],
  });
  await world.settle();
  for (const email of emails) {
    const expected = events
      .filter((event) => event.userId === `user-${email}`)
      .map((event) => event.messageId);
    const logged = await inputsOf([await world.engine.findLead(email)]);
    expect(logged.map((row) => row.message_id).filter((id) => id !== null)).toEqual(expected);
  }
});

it('accounts that change while their leads are decided elsewhere reach every lead', async () => {
  const [{ version }] = (await world.db.query<{ version: number }>(
    `select max(version) as version from accounts`,
  )) as [{ version: number }];
  expect(version).toBeGreaterThan(1);
  const behind = await world.db.query(
    `select l.id from leads l join accounts a on a.lane = l.account_lane and a.id = l.account_id
     where (l.state::jsonb #>> '{account,version}')::int <> a.version`,
  );
  expect(behind).toEqual([]);
});

it.runIf(onServer)(
  'a lead locked elsewhere is left pending, not waited for, and taken in order',
  async () => {
    const email = 'locked@busy.example';
    const send = (engine = world.engine) => {
      const event = eventOf(world, email, 'page_visit');
      return engine
        .ingest([event, eventOf(world, `free-${event.messageId}@busy.example`, 'page_visit')])
        .then((result) => ({ event, result }));
    };
    const first = await send();
    const id = await world.engine.findLead(email);
    const locked = await world.db.transaction(async (tx) => {
      await tx.query('select from leads where id = $1 for update', [id]);
      // Inside somebody else's transaction the engine works on connections of its own.
      return Promise.race([elsewhere(() => send()), elsewhere(() => new Promise<never>(() => {}))]);
    });
    expect(locked.result).toMatchObject({ accepted: 2, pending: 1 });
    const third = await send(world.another());
    expect(third.result).toMatchObject({ accepted: 2, pending: 0 });
    expect((await inputsOf([id])).map((row) => row.message_id)).toEqual(
      [first, locked, third].map(({ event }) => event.messageId),
    );
  },
);

/** Leaves the asynchronous context of a transaction, as another process would. */
const outside = new (await import('node:async_hooks')).AsyncResource('another process');
function elsewhere<T>(body: () => Promise<T>): Promise<T> {
  return outside.runInAsyncScope(body);
}
