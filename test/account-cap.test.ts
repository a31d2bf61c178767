import { beforeEach, describe, expect, it } from 'vitest';
import { verifyReplay } from '../engine/backtest/replay.ts';
import type { IncomingEvent } from '../engine/runtime/engine.ts';
import { consentOf, createWorld, DAY, eventOf, sampleProgram, type World } from './runtime-world.ts';

const cap = { count: 3, days: 7 };
const capped = (policies: object = { accountCap: cap }) => sampleProgram({ policies });
let world: World;
beforeEach(async () => {
  world = await createWorld(capped());
});

const leadsOf = (account: string, n: number) =>
  Array.from({ length: n }, (_, k) => `lead${k}@${account}.example`);
/** What makes a lead of the account enter the track that mails it at once. */
const arrivals = (account: string, emails: readonly string[]): IncomingEvent[] =>
  emails.flatMap((email) => [
    consentOf(world, email, { account: { id: account } }),
    eventOf(world, email, 'page_visit'),
    eventOf(world, email, 'page_visit'),
  ]);
const sentTo = async (account: string) =>
  (
    await world.db.query<{ at: number }>(
      `select (o.effect ->> 'notBefore')::float8 as at
       from outbox o join leads l on l.lane = o.lane and l.id = o.lead_id
       where l.account_id = $1 and o.kind = 'email' order by 1`,
      [account],
    )
  ).map((row) => row.at);
const heldOf = async (account: string) =>
  (await world.db.query<{ state: string }>('select state from leads where account_id = $1', [account]))
    .map((row) => JSON.parse(row.state).enrolments.welcome?.held)
    .filter((held) => held !== undefined);

describe('the cap of an account', () => {
  it('holds what is beyond it until there is room, and then lets as many go', async () => {
    await world.engine.ingest(arrivals('acme', leadsOf('acme', 5)));
    expect(await sentTo('acme')).toHaveLength(3);
    const until = world.now + 7 * DAY;
    expect(await heldOf('acme')).toEqual([
      { reason: 'account_cap', until },
      { reason: 'account_cap', until },
    ]);
    world.now = until;
    await world.settle();
    // The second emails of the first three fell due meanwhile, so five wait for three places.
    expect(await sentTo('acme')).toHaveLength(6);
    expect(await heldOf('acme')).toHaveLength(2);
    for (let week = 0; week < 4; week++) {
      world.now += 7 * DAY;
      await world.settle();
    }
    expect(await sentTo('acme')).toHaveLength(10);
    expect((await verifyReplay(world.db)).mismatches).toEqual([]);
  });

  it('is kept by workers that decide for its leads at the same time', async () => {
    const accounts = Array.from({ length: 4 }, (_, n) => `busy-${n}`);
    const engines = [world.engine, world.another(3), world.another(5), world.another(7)];
    const batches = Array.from({ length: 8 }, (_, k) =>
      accounts.flatMap((account) => arrivals(account, [`lead${k}@${account}.example`])),
    );
    for (let day = 0; day < 10; day++) {
      await Promise.all([
        ...(day === 0
          ? batches.map((batch, k) => engines[k % 4]?.ingest(k % 2 ? batch : batch.toReversed()))
          : []),
        ...engines.map((engine) => engine.runDue(5)),
      ]);
      await Promise.all(
        engines.map(async (engine) => {
          while ((await engine.runDue(5)) > 0);
        }),
      );
      world.now += DAY;
    }
    for (const account of accounts) {
      const sent = await sentTo(account);
      expect(sent.length).toBe(6);
      for (const at of sent) {
        expect(sent.filter((other) => other > at - 7 * DAY && other <= at).length).toBeLessThanOrEqual(3);
      }
    }
    const { mismatches, skipped } = await verifyReplay(world.db);
    expect([mismatches, skipped]).toEqual([[], 0]);
  });

  it('counts what went out before the cap came into force', async () => {
    await world.activate(capped({}));
    await world.engine.ingest(arrivals('late', leadsOf('late', 4)));
    expect(await sentTo('late')).toHaveLength(4);
    await world.activate(capped());
    await world.settle();
    world.now += DAY;
    await world.engine.ingest(arrivals('late', ['fifth@late.example']));
    expect(await sentTo('late')).toHaveLength(4);
    expect(await heldOf('late')).toEqual([{ reason: 'account_cap', until: world.now + 6 * DAY }]);
    expect((await verifyReplay(world.db)).mismatches).toEqual([]);
  });

  it('is not used up by transactional email', async () => {
    const content = { item: 'receipt', version: 1, hash: 'a'.repeat(64) };
    const steps = [{ id: 'receipt', kind: 'email', purpose: 'transactional', content }];
    const entry = { when: 'demo_requests >= 1' };
    const { tracks } = sampleProgram();
    const receipts = { title: 'Receipts', stage: 'awareness', entry, steps };
    await world.activate(
      sampleProgram({ policies: { accountCap: { ...cap, count: 1 } }, tracks: { ...tracks, receipts } }),
    );
    const account = { id: 'mixed' };
    const asked = ['a', 'b'].map((name) =>
      eventOf(world, `${name}@mixed.example`, 'demo_request', { account }),
    );
    await world.engine.ingest(asked);
    expect(await sentTo('mixed')).toHaveLength(2);
    await world.engine.ingest(arrivals('mixed', ['c@mixed.example']));
    expect(await sentTo('mixed')).toHaveLength(3);
  });

  it('is told to the log only with decisions that asked for it', async () => {
    await world.engine.ingest(arrivals('quiet', leadsOf('quiet', 2)));
    await world.engine.ingest([eventOf(world, 'lead0@quiet.example', 'page_visit')]);
    const told = await world.db.query<{ facts: object }>(
      `select i.facts from inputs i join leads l on l.lane = i.lane and l.id = i.lead_id
       where l.account_id = 'quiet' and i.facts ? 'accountSends'`,
    );
    expect(told).toEqual([{ facts: { accountSends: { account: 'quiet', at: [world.now] } } }]);
  });
});
