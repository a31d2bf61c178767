import { AsyncLocalStorage } from 'node:async_hooks';
import pino from 'pino';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { historyKeptFrom } from '../db/history-kept-from.ts';
import { queryLeads } from '../engine/analytics/query-leads.ts';
import { verifyReplay } from '../engine/backtest/replay.ts';
import { letHistoryGo } from '../engine/backtest/retention.ts';
import { takeSnapshots } from '../engine/backtest/snapshots.ts';
import { parseCondition } from '../engine/program/condition/parse.ts';
import { defaultVocabulary } from '../engine/program/vocabulary.ts';
import { createChanges } from '../engine/runtime/changes/index.ts';
import { makePlan } from '../engine/runtime/changes/plan/plan.ts';
import { listParts } from '../engine/runtime/sql/history-parts.ts';
import { createLibrary } from '../knowledge/library.ts';
import { parseConfig } from '../server/config.ts';
import { startLoop } from '../server/loop.ts';
import { consentOf, createWorld, DAY, eventOf, sampleProgram, type World } from './runtime-world.ts';

/** Another process, as far as transactions go. */
const outside = AsyncLocalStorage.snapshot();

const partsOf = async (world: World) => (await listParts(world.db)).map(({ table }) => table);
const countOf = async (world: World, from: string) =>
  (await world.db.query<{ n: number }>(`select count(*)::int as n from ${from}`))[0]?.n;
const emails = Array.from({ length: 8 }, (_, n) => `lead${n}@history.example`);

/** Every lead visits in every month from January on; `months` of them. */
async function live(months: number): Promise<World> {
  const world = await createWorld();
  for (let month = 0; month < months; month++) {
    world.now = Date.UTC(2026, month, 10, 9);
    await world.engine.ingest(
      emails.flatMap((email) => [
        ...(month === 0 ? [consentOf(world, email)] : []),
        eventOf(world, email, 'page_visit', { properties: { page_url: '/pricing', month } }),
      ]),
    );
    world.now += 5 * DAY;
    await world.settle();
    await world.engine.maintain();
  }
  return world;
}

describe('the parts of the input log', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });

  it('are there for this month and three more before anything is logged', async () => {
    await world.engine.ingest([eventOf(world, 'ada@history.example', 'page_visit')]);
    expect(await partsOf(world)).toEqual([
      'inputs_2026_01',
      'inputs_2026_02',
      'inputs_2026_03',
      'inputs_2026_04',
      'inputs_other',
    ]);
    expect([await countOf(world, 'inputs_2026_01'), await countOf(world, 'inputs_other')]).toEqual([1, 0]);
  });

  it('take in later what was logged while its month had none', async () => {
    world.now = Date.UTC(2027, 4, 31, 23, 59);
    await world.engine.ingest([eventOf(world, 'ada@history.example', 'page_visit')]);
    world.now += 2 * 60_000;
    await world.engine.ingest([eventOf(world, 'ada@history.example', 'page_visit')]);
    const outside = (await countOf(world, 'inputs_other')) ?? 0;
    expect(outside).toBeGreaterThanOrEqual(2);
    await world.engine.maintain();
    expect(await countOf(world, 'inputs_other')).toBe(0);
    expect(await countOf(world, 'inputs_2027_05')).toBeGreaterThanOrEqual(1);
    expect(await countOf(world, 'inputs_2027_06')).toBe(1);
    expect((await verifyReplay(world.db)).mismatches).toEqual([]);
  });

  it('are made once by engines that start together', async () => {
    const fresh = await createWorld();
    const engines = [fresh.engine, fresh.another(), fresh.another()];
    await Promise.all(engines.map((engine) => engine.maintain()));
    expect(await partsOf(fresh)).toHaveLength(5);
  });
});

describe('snapshots', () => {
  let world: World;
  beforeAll(async () => {
    world = await live(3);
  });

  it('are taken of every lead whose replay matches, and replay begins there', async () => {
    const whole = await verifyReplay(world.db);
    expect(await takeSnapshots(world.db, { now: world.now })).toEqual({
      leads: 8,
      taken: 8,
      recorded: 0,
      mismatches: [],
    });
    expect(await takeSnapshots(world.db, { now: world.now })).toMatchObject({ leads: 8, taken: 0 });
    await world.engine.ingest(emails.map((email) => eventOf(world, email, 'page_visit')));
    expect(await verifyReplay(world.db)).toMatchObject({
      inputs: 8,
      leads: 8,
      fromSnapshot: 8,
      skipped: 0,
      mismatches: [],
    });
    expect(await verifyReplay(world.db, { fromStart: true })).toMatchObject({
      inputs: whole.inputs + 8,
      fromSnapshot: 0,
      mismatches: [],
    });
  });

  it('are not taken of a lead whose record differs', async () => {
    const id = (await world.engine.findLead('lead1@history.example')) as string;
    await world.db.query(`update leads set state = replace(state, '"score":', '"score":1') where id = $1`, [
      id,
    ]);
    const report = await takeSnapshots(world.db, { now: world.now });
    expect(report.mismatches.map(({ lead }) => lead)).toEqual([id]);
    expect(report.taken).toBe(7);
    await world.db.query(`update leads set state = replace(state, '"score":1', '"score":') where id = $1`, [
      id,
    ]);
    expect((await verifyReplay(world.db)).mismatches).toEqual([]);
  });

  it.each([
    ['the lead after it', `update leads set state = replace(state, '"score":', '"score":1') where id = $1`],
    ['its state', `update snapshots set state = replace(state, '"score":', '"score":1') where lead_id = $1`],
    ['its fields', `update snapshots set fields = '{"email": "other@history.example"}' where lead_id = $1`],
  ])('do not hide what was tampered with: %s', async (_, statement) => {
    const id = (await world.engine.findLead('lead2@history.example')) as string;
    await world.db.exec(
      'create table kept_leads as table leads; create table kept_snapshots as table snapshots',
    );
    await world.db.query(statement, [id]);
    const found = [await verifyReplay(world.db), await verifyReplay(world.db, { fromStart: true })];
    expect(found.map(({ mismatches }) => mismatches.map(({ lead }) => lead))).toEqual([[id], [id]]);
    await world.db.exec(`delete from leads; insert into leads table kept_leads; drop table kept_leads;
      delete from snapshots; insert into snapshots table kept_snapshots; drop table kept_snapshots`);
  });

  it('of leads that another engine decided in part are taken as they stand, and verified from there on', async () => {
    await world.db.exec(`insert into semantics (id, engine, tzdata) values (99, 1, 'old');
      update inputs set semantics = 99 where seq = 1; delete from snapshots`);
    expect(await verifyReplay(world.db)).toMatchObject({ leads: 0, skipped: 8 });
    expect(await takeSnapshots(world.db, { now: world.now })).toMatchObject({ taken: 8, recorded: 8 });
    await world.engine.ingest(emails.map((email) => eventOf(world, email, 'page_visit')));
    expect(await verifyReplay(world.db)).toMatchObject({ inputs: 8, leads: 8, skipped: 0, mismatches: [] });
  });
});

describe('letting history go', () => {
  it('drops whole months once every lead in them stands in a later snapshot', async () => {
    const world = await live(6);
    const before = { score: await countOf(world, 'ledger'), inputs: (await countOf(world, 'inputs')) ?? 0 };
    const report = await letHistoryGo(world.db, { now: world.now, months: 2 });
    expect(report).toEqual({ dropped: ['inputs_2026_01', 'inputs_2026_02', 'inputs_2026_03'] });
    expect(await historyKeptFrom(world.db)).toBe(Date.UTC(2026, 3));
    expect(await countOf(world, 'inputs')).toBeLessThan(before.inputs);
    // What is left is verified from where it begins, and the score still has its whole ledger.
    const left = await countOf(world, 'inputs');
    expect(await verifyReplay(world.db, { fromStart: true })).toMatchObject({
      inputs: left,
      leads: 8,
      fromSnapshot: 8,
      skipped: 0,
      mismatches: [],
    });
    expect(await countOf(world, 'ledger')).toBe(before.score);
    expect(await countOf(world, 'snapshots')).toBe(8);
    await world.engine.ingest(emails.map((email) => eventOf(world, email, 'page_visit')));
    expect((await verifyReplay(world.db)).mismatches).toEqual([]);
    expect(await letHistoryGo(world.db, { now: world.now, months: 2 })).toEqual({ dropped: [] });
  });

  it('says so where a count is asked that would see what is gone', async () => {
    const world = await live(4);
    const base = sampleProgram();
    const proposed = sampleProgram({
      segments: { ...base.segments, ever: { title: 'Ever', when: 'page_visits >= 3' } },
    });
    const asked = async (text: string) => {
      const condition = parseCondition(text, defaultVocabulary);
      const query = { condition, segments: {}, vocabulary: defaultVocabulary, now: world.now };
      return (await queryLeads(world.db, query)).countedSince;
    };
    const warned = async () =>
      (await world.db.transaction((tx) => makePlan(tx, { base, proposed, edits: [], now: world.now })))
        .warnings;
    expect([await asked('page_visits >= 3'), await warned()]).toEqual([undefined, undefined]);
    await letHistoryGo(world.db, { now: world.now, months: 1 });
    expect(await asked('page_visits >= 3')).toBe(Date.UTC(2026, 2));
    expect(await asked('page_visits >= 3 IN last_14_days')).toBeUndefined();
    expect(await warned()).toEqual([
      'segments/ever/when: It counts events from before 2026-03-01 too; they were let go and do not count.',
    ]);
  });

  it('goes on after a snapshot of the newest input was taken', async () => {
    const world = await live(4);
    await takeSnapshots(world.db, { now: world.now });
    expect(await letHistoryGo(world.db, { now: world.now, months: 1 })).toMatchObject({
      dropped: ['inputs_2026_01', 'inputs_2026_02'],
    });
    expect(await verifyReplay(world.db, { fromStart: true })).toMatchObject({
      inputs: await countOf(world, 'inputs'),
      mismatches: [],
    });
  });

  it('keeps a month in which a lead is not what its inputs make of it', async () => {
    const world = await live(4);
    const id = (await world.engine.findLead('lead5@history.example')) as string;
    await world.db.query('delete from inputs where lead_id = $1 and seq = 2', [id]);
    expect(await letHistoryGo(world.db, { now: world.now, months: 1 })).toEqual({
      dropped: [],
      kept: { part: 'inputs_2026_01', reason: 'differs' },
    });
    expect(await partsOf(world)).toContain('inputs_2026_01');
  });

  it('keeps what only an older engine could verify until somebody accepts that', async () => {
    const world = await live(4);
    await world.db.exec(
      `insert into semantics (id, engine, tzdata) values (99, 1, 'old'); update inputs set semantics = 99 where at < '2026-02-01'`,
    );
    const options = { now: world.now, months: 1 };
    expect(await letHistoryGo(world.db, options)).toEqual({
      dropped: [],
      kept: { part: 'inputs_2026_01', reason: 'older_engine' },
    });
    expect(await takeSnapshots(world.db, { now: world.now, acceptOlder: true })).toMatchObject({
      taken: 8,
      recorded: 0,
    });
    expect((await letHistoryGo(world.db, options)).dropped).toEqual(['inputs_2026_01', 'inputs_2026_02']);
    expect((await verifyReplay(world.db)).mismatches).toEqual([]);
  });

  it('is part of the upkeep that a worker does', async () => {
    const world = await live(4);
    const loop = startLoop({
      db: world.db,
      engine: world.engine,
      changes: createChanges({ db: world.db, engine: world.engine, clock: () => world.now }),
      senders: [],
      library: createLibrary(world.db),
      telling: { run: async () => 0 },
      log: pino({ level: 'silent' }),
      config: parseConfig({ TRELLIS_HISTORY_MONTHS: '1' }),
      // Hours go by between two looks, so that upkeep is due soon.
      clock: () => (world.now += 3_600_000),
    });
    await vi.waitFor(async () => expect(await partsOf(world)).not.toContain('inputs_2026_02'), {
      timeout: 60_000,
      interval: 500,
    });
    await loop.stop();
    expect(await partsOf(world)).toContain('inputs_2026_04');
    expect((await verifyReplay(world.db)).mismatches).toEqual([]);
  });

  it('waits for nobody who uses the log', async () => {
    if (process.env.TEST_DATABASE !== 'native') return;
    const world = await live(4);
    await takeSnapshots(world.db, { now: world.now, before: Date.UTC(2026, 2) });
    const report = await world.db.transaction(async (tx) => {
      await tx.query('select count(*) from inputs');
      return outside(() => letHistoryGo(world.db, { now: world.now, months: 1 }));
    });
    expect(report).toEqual({ dropped: [], kept: { part: 'inputs_2026_01', reason: 'busy' } });
  });
});
