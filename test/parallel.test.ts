import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../db/connection.ts';
import { createDemo } from '../demo/seed.ts';
import { backtest } from '../engine/backtest/compare/index.ts';
import type { Parallel } from '../engine/backtest/parallel/work.ts';
import { verifyReplay } from '../engine/backtest/replay.ts';
import { type Program, programSchema } from '../engine/program/schema.ts';
import { createEngine } from '../engine/runtime/engine.ts';
import { createLibrary } from '../knowledge/library.ts';
import { testDatabase } from './database.ts';

const dayMs = 86_400_000;
const now = Date.UTC(2026, 5, 1, 9, 30);
const leads = 40;

describe('work in threads', () => {
  let db: Database;
  let program: Program;
  let proposed: Program;
  let databaseUrl: string | undefined;
  const inThreads = (threads: number): Parallel => ({
    threads,
    partSize: 9,
    ...(databaseUrl !== undefined && { databaseUrl }),
  });
  beforeAll(async () => {
    db = await testDatabase();
    await createDemo({ db, library: createLibrary(db), leads, accounts: 8, days: 30, now, seed: 5 });
    program = (await createEngine({ db, clock: () => now }).program()).program;
    proposed = programSchema.parse({
      ...program,
      policies: { ...program.policies, cap: { count: 1, days: 7 } },
    });
    const [row] = await db.query<{ name: string }>('select current_database() as name');
    if (db.kind === 'postgres') {
      const url = new URL(process.env.TEST_DATABASE_URL as string);
      url.pathname = `/${row?.name}`;
      databaseUrl = url.href;
    }
  });

  const run = async (parallel?: Parallel) => {
    const period = { from: now - 25 * dayMs, to: now };
    const report = await backtest(db, {
      base: program,
      proposed,
      ...period,
      samples: 4,
      ...(parallel && { parallel }),
    });
    return { ...report, decideMs: 0 };
  };

  it('gives the same backtest whatever their number', async () => {
    const alone = await run();
    expect(alone).toMatchObject({ leads, skipped: 0 });
    expect(alone.changed).toBeGreaterThan(4);
    expect(await run(inThreads(1))).toEqual(alone);
    expect(await run(inThreads(3))).toEqual(alone);
  });

  it('gives the same verification, and the same first difference', async () => {
    const alone = await verifyReplay(db);
    expect(alone).toMatchObject({ leads, differing: 0 });
    const told: number[] = [];
    const { progress, ...more } = { progress: (so: { leads: number }) => void told.push(so.leads) };
    expect(await verifyReplay(db, { parallel: inThreads(2), progress, ...more })).toEqual(alone);
    expect(told.length).toBeGreaterThan(3);
    expect(told.at(-1)).toBe(leads);
    expect(told).toEqual(told.toSorted((a, b) => a - b));

    const spoilt = `where kind = 'event' and decision like '%"points":%' and seq < 4`;
    const rows = await db.query<{ lead_id: string }>(
      `update inputs set decision = replace(decision, '"points":', '"points":1') ${spoilt} returning lead_id`,
    );
    const differing = new Set(rows.map((row) => row.lead_id)).size;
    const found = await verifyReplay(db);
    expect(found.differing).toBe(differing);
    expect(found.mismatches.map(({ lead }) => lead)).toEqual(
      [...new Set(rows.map((row) => row.lead_id))].sort(),
    );
    expect(await verifyReplay(db, { parallel: inThreads(3) })).toEqual(found);
    await db.exec(`update inputs set decision = replace(decision, '"points":1', '"points":') ${spoilt}`);
    expect((await verifyReplay(db)).differing).toBe(0);
  });

  it('ends when it is told to, and when a part fails', async () => {
    const abort = new AbortController();
    const stopped = verifyReplay(db, {
      parallel: inThreads(2),
      signal: abort.signal,
      progress: () => abort.abort(new Error('enough')),
    });
    await expect(stopped).rejects.toThrow('enough');
    await db.exec(`update inputs set program = 77 where seq = 2`);
    await expect(verifyReplay(db, { parallel: inThreads(2) })).rejects.toThrow('no program version 77');
    await db.exec('update inputs set program = 1 where seq = 2');
  });
});
