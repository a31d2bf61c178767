import { beforeAll, expect, it } from 'vitest';
import type { Tx } from '../db/connection.ts';
import { planAhead } from '../engine/backtest/simulate/plan-ahead.ts';
import type { Program } from '../engine/program/schema.ts';
import { leadsToRun } from '../engine/runtime/changes/ahead/leads-to-run.ts';
import type { LeadSample } from '../engine/runtime/changes/ahead/types.ts';
import { aheadWords } from '../engine/runtime/changes/ahead/words.ts';
import { measureMigration } from '../engine/runtime/changes/migration/plan-migration.ts';
import { migrationWords } from '../engine/runtime/changes/migration/words.ts';
import type { Plan } from '../engine/runtime/changes/types.ts';
import { consentOf, createWorld, DAY, eventOf, sampleProgram, type World } from './runtime-world.ts';

const all = 400;
let world: World;
let base: Program;
let proposed: Program;
let inFlight: Set<string>;
beforeAll(async () => {
  world = await createWorld(
    sampleProgram({ segments: { visitors: { title: 'Visitors', when: 'page_visits >= 1 IN last_7_days' } } }),
  );
  const addresses = Array.from({ length: all }, (_, n) => `s${n}@lead.example`);
  await world.engine.ingest(addresses.map((address) => consentOf(world, address)));
  await world.engine.ingest(addresses.slice(0, 240).map((address) => eventOf(world, address, 'page_visit')));
  world.now += DAY;
  await world.settle();
  base = (await world.engine.program()).program;
  proposed = structuredClone(base);
  const track = proposed.tracks.welcome;
  if (track) track.steps = track.steps.filter(({ id }) => id !== 'pause');
  const rows = await world.db.query<{ id: string }>(
    `select lead_id as id from enrolments where status = 'active'`,
  );
  inFlight = new Set(rows.map(({ id }) => id));
  expect(inFlight.size).toBe(240);
});

const inTransaction = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => world.db.transaction(work);
const ending = (id: string) => Number.parseInt(id.slice(-4), 16);
const idsOf = (samples: readonly LeadSample[]) => samples.flatMap(({ ids }) => ids);

it('chooses for a change some of those it touches and of the others, which stand for all there are', async () => {
  const rows = await world.db.query<{ id: string }>('select id from leads');
  const enrolled = rows.slice(0, 3).map(({ id }) => id);
  // Those who enter: every fourth lead, of whom some are in flight.
  const entering = rows.filter((_, n) => n % 4 === 0).map(({ id }) => id);
  const entered = { of: entering.length, ids: entering.sort((a, b) => ending(a) - ending(b)).slice(0, 40) };
  const run = (most: number, parts: object = {}) => {
    const change = { leads: all, tracks: ['welcome'], entering: [], enrolled: [], ...parts };
    return inTransaction((tx) => leadsToRun(tx, change, most));
  };

  const [whole, ...none] = await run(all);
  expect(none).toEqual([]);
  expect([whole?.of, new Set(whole?.ids).size]).toEqual([all, all]);

  const [touched, others] = await run(80);
  expect([touched?.of, others?.of]).toEqual([240, 160]);
  expect(touched?.ids.every((id) => inFlight.has(id))).toBe(true);
  expect(others?.ids.some((id) => inFlight.has(id))).toBe(false);
  expect(Math.abs((touched?.ids.length ?? 0) - 40)).toBeLessThan(3);

  const mixed = await run(80, { entering: [entered], enrolled });
  const ids = idsOf(mixed);
  expect(new Set(ids).size).toBe(ids.length);
  expect(mixed[0]).toEqual({ of: 3, ids: enrolled });
  const union = new Set([...inFlight, ...entering]);
  expect(mixed[1]?.ids.every((id) => union.has(id))).toBe(true);
  expect(mixed[2]?.ids.some((id) => union.has(id))).toBe(false);
  expect(Math.abs((mixed[1]?.of ?? 0) - union.size)).toBeLessThan(union.size * 0.25);
  expect(mixed.reduce((sum, { of }) => sum + of, 0)).toBe(all);
});

it('scales figures up near to what all leads give, and says so', async () => {
  const figures = (most: number) =>
    inTransaction(async (tx) => {
      const change = { leads: all, tracks: ['welcome'], entering: [], enrolled: [] };
      const samples = await leadsToRun(tx, change, most);
      const halted = { base: [], proposed: [] };
      return planAhead(tx, { proposed, now: world.now, halted, enrolled: [], samples });
    });
  const [whole, sampled] = [await figures(all), await figures(120)];
  expect(sampled.of).toBe(all);
  expect(sampled.leads).toBeLessThan(130);
  // Every lead in flight goes the same way here, so the group that stands for them gives it whole.
  expect(sampled.periods).toEqual(whole.periods);
  expect(whole.periods[0]?.proposed.emails).toBe(240);
  expect(aheadWords({ ahead: sampled }).at(-1)).toMatch(/^Run ahead for 1?\d\d of 400 leads, evenly chosen/);
  expect(aheadWords({ ahead: whole }).join()).not.toContain('Run ahead');
});

it('decides for some of those in flight where there are many, and counts for all', async () => {
  const input = { base, proposed, now: world.now, halted: [] };
  const measured = (most?: number) => inTransaction((tx) => measureMigration(tx, input, most));
  const [whole, sampled] = [await measured(), await measured(60)];
  expect(whole?.migration).toMatchObject({ leads: 240, decided: 240 });
  expect(sampled?.migration.leads).toBe(240);
  expect(sampled?.migration.decided).toBeLessThan(100);
  expect(sampled?.migration.steps).toEqual(whole?.migration.steps);
  const words = migrationWords({ migration: sampled?.migration } as Plan);
  expect(words[0]).toBe('“welcome” at pause: 240 move to again');
  expect(words.at(-1)).toMatch(/^Worked out for \d\d leads of 240, evenly chosen, and scaled up$/);
});
