import { expect, it } from 'vitest';
import { createRandom } from '../demo/random.ts';
import { verifyReplay } from '../engine/backtest/replay.ts';
import type { Delivery, Engine } from '../engine/runtime/engine.ts';
import { consentOf, createWorld, eventOf, HOUR, sampleProgram } from './runtime-world.ts';

const content = { item: 'hello', version: 1, hash: 'a'.repeat(64) };
/** Five emails, an hour between each. */
const hourly = {
  title: 'Hourly',
  stage: 'awareness',
  entry: { when: 'IN SEGMENT visitors' },
  steps: Array.from({ length: 5 }, (_, n) => [
    { id: `mail-${n}`, kind: 'email', content },
    { id: `pause-${n}`, kind: 'wait', for: '1 hour' },
  ]).flat(),
};

it('timers, events, commands and outcomes that meet on the same leads are each decided once', async () => {
  const world = await createWorld(sampleProgram({ tracks: { hourly } }));
  const engines: readonly Engine[] = [world.engine, ...Array.from({ length: 3 }, () => world.another())];
  const emails = Array.from({ length: 12 }, (_, n) => `overlap${n}@busy.example`);
  await world.engine.ingest(emails.map((email) => consentOf(world, email)));
  const ids = await Promise.all(emails.map((email) => world.engine.findLead(email)));
  const random = createRandom('overlap');
  const delivered: string[] = [];
  const mail = {
    kind: 'email' as const,
    send: async ({ leadId, key, effect }: Delivery) => {
      delivered.push(`${leadId} ${key} ${effect.kind === 'email' ? effect.step : ''}`);
      return { status: 'sent' as const, messageId: key };
    },
  };
  const messages: string[] = [];
  let commands = 0;
  for (let round = 0; round < 14; round++) {
    world.now += HOUR / 2;
    await Promise.all(
      engines.flatMap((engine, n) => {
        const events = Array.from({ length: 15 }, () => eventOf(world, random.pick(emails), 'page_visit'));
        messages.push(...events.map((event) => event.messageId));
        const id = random.pick(ids) as string;
        commands++;
        const command = { do: 'set_fields', fields: { round, by: n } } as const;
        return [
          engine.runDue(random.int(5, 40)),
          engine.ingest(events),
          // Delivered again, by another, at the same time.
          engines[(n + 1) % engines.length]?.ingest(events.slice(0, 5)),
          engine.runDue(),
          engine.command(id, command, 'ada'),
          engine.dispatch([mail]),
          engine.dispatch([mail]),
        ];
      }),
    );
  }
  await world.settle();
  await world.engine.dispatch([mail]);
  await world.settle();

  const one = async <T>(sql: string) => (await world.db.query<T>(sql))[0] as T;
  const logged = await world.db.query<{ id: string }>(
    `select message_id as id from inputs where name = 'page_visit'`,
  );
  expect(logged.map(({ id }) => id).toSorted()).toEqual(messages.toSorted());
  expect(await one(`select count(*) as n from inputs where kind = 'command'`)).toEqual({ n: commands });
  expect(
    await world.db.query(`select l.id from leads l where l.fault is not null or l.seq <>
      (select count(*) from inputs i where i.lane = l.lane and i.lead_id = l.id)`),
  ).toEqual([]);
  // Every email of every lead left once, and its outcome came back once.
  expect(delivered.map((line) => line.split(' ')[2])).toHaveLength(12 * 5);
  expect(new Set(delivered.map((line) => line.replace(/ \S+ /, ' '))).size).toBe(12 * 5);
  expect(await one(`select count(*) as n from inputs where kind = 'outcome'`)).toEqual({ n: 12 * 5 });
  expect(await one('select count(*) as n from inbox')).toEqual({ n: 0 });
  expect((await verifyReplay(world.db)).mismatches).toEqual([]);
});
