import { beforeAll, expect, it } from 'vitest';
import { rollUp } from '../engine/analytics/facts/roll-up.ts';
import { examineDatabase } from '../server/examine-database.ts';
import { createWorld, DAY, eventOf, type World } from './runtime-world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await world.engine.ingest([eventOf(world, 'ada@doctor.example', 'page_visit')]);
});
const onServer = process.env.TEST_DATABASE === 'native';
const found = async () =>
  Object.fromEntries(
    (await examineDatabase(world.db, world.now)).map(({ check, ok, found }) => [
      check,
      `${ok ? 'ok' : 'mend'} ${found}`,
    ]),
  );

it('a database in good order is said to be', async () => {
  expect(await found()).toMatchObject({
    history: 'ok kept from the beginning, in 4 parts made up to 2026-05-01',
    ...(onServer && {
      'server settings': expect.stringMatching(/^ok wal_compression/),
      'hot tables': expect.stringMatching(/^ok fillfactor and autovacuum as made/),
    }),
  });
});

it('figures that nobody counts in are told of, and those that are up to date', async () => {
  expect((await found()).figures).toMatch(/^mend facts.behind: 0 of 1 lead counted in: .* Nobody counts in/);
  await rollUp(world.db, { now: world.now });
  expect((await found()).figures).toMatch(
    /^ok 1 of 1 lead counted in: 0 emails, 2 stays at stages, 0.\d MB. The log is counted in until 2026-01-05 12:00 UTC.$/,
  );
});

it('a library whose index is behind is told of, with what to do', async () => {
  expect((await found()).library).toBe(
    'ok 0 passages. Generation 1 is in use, 0.0 MB: it finds by words alone; from 50 passages on it learns what they mean too.',
  );
  const fault = {
    code: 'embedding.key',
    message: 'Mend the key.',
    failures: 1,
    since: world.now,
    retryAt: world.now,
  };
  await world.db.query(`insert into settings (key, value) values ('library.fault', $1)`, [
    JSON.stringify(fault),
  ]);
  expect((await found()).library).toMatch(/^mend library.index: .*embedding.key\): Mend the key\./);
  await world.db.query(`delete from settings where key = 'library.fault'`);
});

it('inputs that lie outside the months are told of until upkeep has moved them', async () => {
  world.now += 400 * DAY;
  await world.engine.ingest([eventOf(world, 'ada@doctor.example', 'page_visit')]);
  expect((await found()).history).toMatch(/^mend history.parts/);
  await world.engine.maintain();
  expect((await found()).history).toMatch(/^ok/);
});

it.runIf(onServer)('a hot table without its storage settings is told of', async () => {
  await world.db.exec('alter table leads reset (fillfactor)');
  expect((await found())['hot tables']).toMatch(/^mend database.tables: leads lost/);
  await world.db.exec('alter table leads set (fillfactor = 70)');
  expect((await found())['hot tables']).toMatch(/^ok/);
});

it.runIf(onServer)('dead rows of a table of a few are nothing to mend', async () => {
  await world.db.transaction(async (tx) => {
    for (let n = 0; n < 5; n++) await tx.exec('update leads set fault = fault');
    await tx.query('select pg_stat_force_next_flush()');
  });
  expect((await found())['hot tables']).toMatch(/^ok .* leads 0 %/);
});
