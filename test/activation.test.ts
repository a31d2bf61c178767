import { beforeAll, expect, it } from 'vitest';
import { verifyReplay } from '../engine/backtest/replay.ts';
import type { Feature } from '../engine/core/types.ts';
import { createEngine } from '../engine/runtime/engine.ts';
import { createWorld, DAY, eventOf, sampleProgram, type World } from './runtime-world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

const lastInput = async (email: string) => {
  const id = await world.engine.findLead(email);
  const [row] = await world.db.query<{
    kind: string;
    program: number;
    payload: { version: number; features: Record<string, Feature> };
  }>('select kind, program, payload from inputs where lead_id = $1 order by seq desc limit 1', [id]);
  return row;
};

it('a program version is numbered, hashed and bound to its base', async () => {
  expect(await world.engine.program()).toMatchObject({ version: 1, compiled: { version: 1 } });
  const activate = (base: number) =>
    world.db.transaction((tx) => world.engine.activate(tx, sampleProgram(), { changeId: null, base }));
  expect(await activate(1)).toBe(2);
  await expect(activate(1)).rejects.toMatchObject({ code: 'program.moved' });
  const [first, second] = [await world.engine.program(1), await world.engine.program(2)];
  expect(second.hash).toBe(first.hash);
  await expect(world.engine.program(99)).rejects.toMatchObject({ code: 'program.unknown' });
});

it('an engine without a program says so', async () => {
  await world.db.transaction(async (tx) => {
    await tx.exec('create temporary table programs (like public.programs) on commit drop');
    const engine = createEngine({ db: world.db, clock: () => world.now });
    await expect(engine.program(undefined, tx)).rejects.toMatchObject({ code: 'program.none' });
  });
});

it('an activation that is rolled back never was', async () => {
  const before = (await world.engine.program()).version;
  const failed = world.db.transaction(async (tx) => {
    await world.engine.activate(tx, sampleProgram(), { changeId: null });
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  expect((await world.engine.program()).version).toBe(before);
});

it('an idle lead is swept to the new version with counts backfilled from its log', async () => {
  const email = 'idle@lead.example';
  const ask = (days: number) =>
    eventOf(world, email, 'form_submit', {
      properties: { form_type: 'trial' },
      occurredAt: world.now - days * DAY,
      historic: true,
    });
  await world.engine.ingest([
    ask(40),
    ask(20),
    ask(3),
    eventOf(world, email, 'form_submit', { properties: { form_type: 'other' } }),
  ]);
  await world.settle();
  const version = await world.activate(
    sampleProgram({
      segments: {
        visitors: { title: 'Visitors', when: 'page_visits >= 2 IN last_7_days' },
        trying: { title: 'Trying', when: 'form_submits >= 2 WHERE (form_type = "trial") IN last_30_days' },
      },
    }),
  );
  expect(await world.engine.runDue()).toBeGreaterThan(0);
  await world.settle();
  const input = await lastInput(email);
  expect(input).toMatchObject({ kind: 'activation', program: version, payload: { version } });
  const [feature] = Object.values(input?.payload.features ?? {}).filter((counts) => counts.total === 3);
  const today = Math.floor(world.now / DAY);
  expect(feature).toEqual({ total: 3, buckets: [today - 20, 1, today - 3, 1] });
  const [lead] = await world.db.query<{ state: string; program: number }>(
    'select state, program from leads where id = $1',
    [await world.engine.findLead(email)],
  );
  expect(JSON.parse(lead?.state ?? '{}').segments).toEqual(['trying']);
});

it('a lead migrates before its next input when the sweep has not come by', async () => {
  const email = 'active@lead.example';
  await world.engine.ingest([eventOf(world, email, 'page_visit')]);
  const version = await world.activate(sampleProgram());
  await world.engine.ingest([eventOf(world, email, 'page_visit')]);
  const rows = await world.db.query('select kind, program from inputs where lead_id = $1 order by seq', [
    await world.engine.findLead(email),
  ]);
  expect(rows).toEqual([
    { kind: 'event', program: version - 1 },
    { kind: 'activation', program: version },
    { kind: 'event', program: version },
  ]);
});

it('a widened window is backfilled too, and a count that is known is not', async () => {
  const email = 'wide@lead.example';
  const visit = (days: number) =>
    eventOf(world, email, 'page_visit', { occurredAt: world.now - days * DAY, historic: true });
  await world.activate(
    sampleProgram({ segments: { visitors: { title: 'V', when: 'page_visits >= 2 IN last_10_days' } } }),
  );
  await world.engine.ingest([visit(25), visit(9)]);
  await world.activate(
    sampleProgram({ segments: { visitors: { title: 'V', when: 'page_visits >= 2 IN last_30_days' } } }),
  );
  await world.settle();
  const today = Math.floor(world.now / DAY);
  expect(Object.values((await lastInput(email))?.payload.features ?? {})).toEqual([
    { total: 2, buckets: [today - 25, 1, today - 9, 1] },
  ]);
  await world.activate(
    sampleProgram({ segments: { visitors: { title: 'V', when: 'page_visits >= 2 IN last_20_days' } } }),
  );
  await world.settle();
  expect((await lastInput(email))?.payload.features).toEqual({});
});

it('all of it replays', async () => {
  expect((await verifyReplay(world.db)).mismatches).toEqual([]);
});
