import { expect, it } from 'vitest';
import { verifyReplay } from '../engine/backtest/replay.ts';
import { createWorld, eventOf, PERSON } from './runtime-world.ts';

it('events of both leads that arrive while they are merged are all decided, once, at one of them', async () => {
  const world = await createWorld();
  const people = Array.from({ length: 12 }, (_, n) => n);
  await world.engine.ingest(
    people.flatMap((n) => [
      { ...eventOf(world, '', 'page_visit'), email: undefined, anonymousId: `anon-${n}` },
      eventOf(world, `p${n}@race.example`, 'identify', { userId: `user-${n}` }),
      eventOf(world, `other${n}@race.example`, 'page_visit'),
    ]),
  );
  const engines = [world.engine, world.another(), world.another()];
  const sent: string[] = [];
  const event = (parts: object) => {
    const made = { ...eventOf(world, '', 'page_visit'), email: undefined, ...parts };
    sent.push(made.messageId);
    return made;
  };
  const rounds = Array.from({ length: 12 }, (_, round) =>
    people.flatMap((n) => [
      event({ anonymousId: `anon-${n}` }),
      event({ userId: `user-${n}` }),
      event({ email: `other${n}@race.example` }),
      // From the fourth round on events tell that the two are one.
      ...(round > 3 ? [event({ userId: `user-${n}`, anonymousId: `anon-${n}` })] : []),
    ]),
  );
  const idOf = async (who: string) => (await world.engine.findLead(who)) as string;
  const byHand = people.map(async (n) => {
    const [loser, survivor] = [await idOf(`other${n}@race.example`), await idOf(`p${n}@race.example`)];
    return world.another().merge(loser, survivor, PERSON);
  });
  await Promise.all([
    ...byHand,
    ...rounds.map((events, round) => {
      const engine = engines[round % engines.length] as (typeof engines)[number];
      return engine.ingest(round % 2 ? events : [...events].reverse()).then(() => engine.runDue());
    }),
  ]);
  await world.settle();

  const logged = await world.db.query<{ id: string }>(
    'select message_id as id from inputs where message_id = any($1::text[])',
    [sent],
  );
  expect(logged.map(({ id }) => id).sort()).toEqual([...sent].sort());
  expect(await world.db.query('select from inbox')).toEqual([]);
  expect(await world.db.query('select count(*)::int as n from leads')).toEqual([{ n: people.length }]);
  expect(await world.db.query('select count(*)::int as n from lead_redirects')).toEqual([
    { n: 2 * people.length },
  ]);
  expect(
    await world.db.query(
      `select from identities i where not exists (select from leads l where l.lane = i.lead_lane and l.id = i.lead_id)`,
    ),
  ).toEqual([]);
  // The ledger of each is its score; every point of everybody came over: 5 a visit.
  const scores = await world.db.query<{ score: number; sum: number; visits: number }>(
    `select l.score, (select sum(points)::int from ledger g where g.lane = l.lane and g.lead_id = l.id) as sum,
       (select count(*)::int from inputs i where i.lane = l.lane and i.lead_id = l.id and i.name = 'page_visit')
       + (select count(*)::int from merged_events m where m.lane = l.lane and m.lead_id = l.id and m.name = 'page_visit') as visits
     from leads l`,
  );
  for (const { score, sum, visits } of scores) expect([score, sum]).toEqual([5 * visits, 5 * visits]);
  expect((await verifyReplay(world.db)).mismatches).toEqual([]);
});
