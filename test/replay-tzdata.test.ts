import { beforeEach, expect, it } from 'vitest';
import { verifyReplay } from '../engine/backtest/replay.ts';
import { takeSnapshots } from '../engine/backtest/snapshots.ts';
import { consentOf, createWorld, eventOf, HOUR, sampleProgram, type World } from './runtime-world.ts';

const email = 'ada@zones.example';
let world: World;
/** A lead whose email is held until the evening. */
beforeEach(async () => {
  const policies = { timeZone: 'Europe/Berlin', quietHours: { from: 9, to: 18 } };
  world = await createWorld(sampleProgram({ policies }));
  await world.engine.ingest([consentOf(world, email), visit(), visit()]);
});
const visit = () => eventOf(world, email, 'page_visit');
const seqOfHold = async () =>
  (await world.db.query<{ seq: number }>(`select seq from inputs where decision like '%"hold"%'`))[0]?.seq;
/** As if Berlin had been an hour off by the time zone data of then. */
const holdAnHourLonger = async () => {
  const [row] = await world.db.query<{ decision: string }>('select decision from inputs where seq = $1', [
    await seqOfHold(),
  ]);
  const decision = row?.decision.replace(/"until":(\d+)/, (_, until) => `"until":${Number(until) + HOUR}`);
  await world.db.query('update inputs set decision = $1 where seq = $2', [decision, await seqOfHold()]);
};
const asByOlderData = (seqs = 'seq > 0') =>
  world.db.exec(`insert into semantics (id, engine, tzdata) select 99, engine, '2020a' from semantics;
    update inputs set semantics = 99 where ${seqs}`);

it('what other time zone data decided is verified where it comes out the same', async () => {
  await asByOlderData();
  expect(await verifyReplay(world.db)).toMatchObject({ leads: 1, skipped: 0, mismatches: [] });
  expect(await takeSnapshots(world.db, { now: world.now })).toMatchObject({ taken: 1, recorded: 0 });
});

it('what other time zone data decided otherwise is left out until a snapshot stands after it', async () => {
  await asByOlderData();
  await holdAnHourLonger();
  expect(await verifyReplay(world.db)).toMatchObject({ leads: 0, skipped: 1, mismatches: [] });
  expect(await takeSnapshots(world.db, { now: world.now })).toMatchObject({
    taken: 1,
    recorded: 1,
    mismatches: [],
  });
  world.now += HOUR;
  await world.engine.ingest([visit()]);
  for (const fromStart of [false, true]) {
    const report = await verifyReplay(world.db, { fromStart });
    expect(report).toMatchObject({ inputs: 1, leads: 1, fromSnapshot: 1, skipped: 0, mismatches: [] });
  }
  const accepted = await takeSnapshots(world.db, { now: world.now, acceptOlder: true });
  expect(accepted).toMatchObject({ taken: 1, recorded: 0 });
});

it('a difference before anything that other time zone data decided is still one', async () => {
  await holdAnHourLonger();
  const seq = await seqOfHold();
  await world.engine.ingest([visit()]);
  await asByOlderData(`seq > ${seq}`);
  const { mismatches } = await verifyReplay(world.db);
  expect(mismatches.map((mismatch) => mismatch.seq)).toEqual([seq]);
  expect((await takeSnapshots(world.db, { now: world.now })).mismatches).toHaveLength(1);
});
