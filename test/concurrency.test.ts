import { beforeAll, expect, it } from 'vitest';
import type { Database } from '../db/connection.ts';
import { verifyReplay } from '../engine/backtest/replay.ts';
import { createEngine, type Delivery } from '../engine/runtime/engine.ts';
import { holdActivation } from '../engine/runtime/sql/programs.ts';
import { consentOf, createWorld, eventOf, PERSON, sampleProgram, type World } from './runtime-world.ts';

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

it('the instants of a lead never go back, whatever clock decides next', async () => {
  const email = 'clocks@busy.example';
  const ahead = createEngine({ db: world.db, clock: () => world.now + 90_000 });
  const others = [ahead, world.engine, world.another(), ahead];
  for (const engine of others) await engine.ingest([eventOf(world, email, 'page_visit')]);
  const rows = await world.db.query<{ at: number; occurred_at: number }>(
    'select at, occurred_at from inputs where lead_id = $1 order by seq',
    [await world.engine.findLead(email)],
  );
  expect(rows.map((row) => row.at - world.now)).toEqual([90_000, 90_000, 90_000, 90_000]);
  expect(rows.map((row) => row.occurred_at - world.now)).toEqual([0, 0, 0, 0]);
});

it('a transaction that loses a deadlock is tried again: ingesting, worker, command and sending alike', async () => {
  // The first of each kind of transaction is chosen as the victim, after all that it did.
  let victims = 0;
  const losing: Database = {
    ...world.db,
    transaction: (body) =>
      world.db.transaction(async (tx) => {
        const result = await body(tx);
        if (victims++ % 2 === 0) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
        return result;
      }),
  };
  const email = 'victim@busy.example';
  const engine = createEngine({ db: losing, clock: () => world.now });
  await engine.ingest([
    consentOf(world, email),
    eventOf(world, email, 'page_visit'),
    eventOf(world, email, 'page_visit'),
  ]);
  const id = (await engine.findLead(email)) as string;
  await engine.command(id, { do: 'set_fields', fields: { region: 'EU' } }, PERSON);
  let sends = 0;
  const send = async () => ({ status: 'sent' as const, messageId: `${++sends}` });
  await engine.dispatch([{ kind: 'email', send }]);
  expect(sends).toBeGreaterThan(0);
  const before = sends;
  expect(await world.db.query('select status from outbox where lead_id = $1', [id])).toEqual([
    { status: 'sent' },
  ]);
  await engine.runDue();
  const kinds = await world.db.query<{ kind: string }>(
    'select kind from inputs where lead_id = $1 order by seq',
    [id],
  );
  expect(kinds.map((row) => row.kind)).toEqual(['event', 'event', 'event', 'command', 'outcome']);
  expect(sends).toBe(before);
  expect(victims).toBeGreaterThan(8);
});

it.runIf(onServer)('an email is not claimed while its lead is being decided elsewhere', async () => {
  const email = 'deciding@busy.example';
  await world.engine.ingest([
    consentOf(world, email),
    eventOf(world, email, 'page_visit'),
    eventOf(world, email, 'page_visit'),
  ]);
  const id = await world.engine.findLead(email);
  const sent: string[] = [];
  const sender = {
    kind: 'email' as const,
    send: async ({ leadId }: Delivery) => {
      sent.push(leadId);
      return { status: 'sent' as const, messageId: 'x' };
    },
  };
  await world.db.transaction(async (tx) => {
    await tx.query('select from leads where id = $1 for update', [id]);
    await elsewhere(() => world.another().dispatch([sender]));
  });
  expect(sent).not.toContain(id);
  await world.engine.dispatch([sender]);
  expect(sent).toContain(id);
});

it.runIf(onServer)('a batch waits for an activation under way and decides by its version', async () => {
  const email = 'activating@busy.example';
  const { version } = await world.engine.program();
  let ingested: Promise<unknown> = Promise.resolve();
  await world.db.transaction(async (tx) => {
    await world.engine.activate(tx, sampleProgram(), { changeId: null });
    ingested = elsewhere(() => world.another().ingest([eventOf(world, email, 'page_visit')]));
    expect(await Promise.race([ingested.then(() => 'decided'), elsewhere(waiter)])).toBe('waits');
  });
  await ingested;
  const rows = await world.db.query('select program from inputs where lead_id = $1', [
    await world.engine.findLead(email),
  ]);
  expect(rows).toEqual([{ program: version + 1 }]);
});

it.runIf(onServer)('an activation waits for the batches under way', async () => {
  let activated: Promise<unknown> = Promise.resolve();
  const before = (await world.engine.program()).version;
  await world.db.transaction(async (tx) => {
    await holdActivation(tx, 'shared');
    activated = elsewhere(() => world.activate(sampleProgram()));
    expect(await Promise.race([activated.then(() => 'active'), elsewhere(waiter)])).toBe('waits');
  });
  expect(await activated).toBe(before + 1);
});

/** Resolves when somebody in this database waits for an advisory lock. */
async function waiter(): Promise<string> {
  const waiting = `select from pg_locks where locktype = 'advisory' and not granted
    and database = (select oid from pg_database where datname = current_database())`;
  while ((await world.db.query(waiting)).length === 0);
  return 'waits';
}

/** Leaves the asynchronous context of a transaction, as another process would. */
const outside = new (await import('node:async_hooks')).AsyncResource('another process');
function elsewhere<T>(body: () => Promise<T>): Promise<T> {
  return outside.runInAsyncScope(body);
}
