import { availableParallelism } from 'node:os';
import type { Database } from '../db/connection.ts';
import { createDemo } from '../demo/seed.ts';
import { backtest } from '../engine/backtest/compare/index.ts';
import type { Parallel } from '../engine/backtest/parallel/work.ts';
import { verifyReplay } from '../engine/backtest/replay.ts';
import { type Program, programSchema } from '../engine/program/schema.ts';
import { createEngine } from '../engine/runtime/engine.ts';
import { createLibrary } from '../knowledge/library.ts';
import { copyLeads } from './copy-leads.ts';
import { onServer } from './databases.ts';

const day = 86_400_000;
const days = 90;
const endsAt = Date.UTC(2026, 5, 1, 9, 30);

/** A run over the whole log by all threads. */
interface Ran {
  what: string;
  leads: number;
  /** Gone through on all sides together. */
  inputs: number;
  /** Leads whose path differs, or whose record does. */
  differing: number;
  seconds: number;
  /** Processor seconds of deciding, of all threads together; of a backtest. */
  decideSeconds?: number;
}

export interface BacktestResult {
  leads: number;
  /** In the log. */
  inputs: number;
  threads: number;
  runs: Ran[];
}

const changes: Readonly<Record<string, (program: Program) => void>> = {
  'backtest: a cap of one email a week': (program) => {
    program.policies.cap = { count: 1, days: 7 };
  },
  'backtest: an email taken out of a track': ({ tracks }) => {
    const track = tracks['smb-fast-track'];
    if (track) track.steps = track.steps.filter(({ id }) => id !== 'email-2');
  },
  'backtest: twice the points for clicks and downloads': ({ scoring }) => {
    for (const rule of Object.values(scoring.rules))
      if (/email_click|content_download/.test(rule.when)) rule.points *= 2;
  },
};

/**
 * The demo company's last 90 days, lived by the engine for one lead in 25 and copied for the others; backtests of
 * changes that touch many leads and few, and a verification of the leads that the engine made.
 */
export async function benchBacktest(
  serverUrl: string,
  { leads, progress }: { leads: number; progress: (line: string) => void },
): Promise<BacktestResult> {
  const target = await onServer(serverUrl);
  const { db, url } = target;
  if (!url) throw new Error('a server has a URL');
  const parallel: Parallel = { threads: availableParallelism(), databaseUrl: url };
  try {
    const lived = Math.min(leads, Math.max(1000, Math.round(leads / 25)));
    progress(`backtest: ${days} days of ${lived} leads`);
    await createDemo({ db, library: createLibrary(db), now: endsAt, leads: lived, days, seed: 7 });
    const verified = await timed('verification', async () => verifyReplay(db, { parallel }));
    const inputs = await copyLeads(db, { leads, where: 'true', progress });
    const runs = [verified];
    for (const [what, edit] of Object.entries(changes)) {
      progress(what);
      runs.push(await timed(what, () => backtestOf(db, edit, parallel)));
    }
    return { leads, inputs, threads: parallel.threads, runs };
  } finally {
    await target.remove();
  }
}

async function backtestOf(db: Database, edit: (program: Program) => void, parallel: Parallel) {
  const { program: base } = await createEngine({ db, clock: () => endsAt }).program();
  const copy = structuredClone(base);
  edit(copy);
  const proposed = programSchema.parse(copy);
  const period = { from: endsAt - days * day, to: endsAt };
  const report = await backtest(db, { base, proposed, ...period, parallel });
  return { ...report, differing: report.changed, decideSeconds: report.decideMs / 1000 };
}

async function timed(
  what: string,
  run: () => Promise<Pick<Ran, 'leads' | 'inputs' | 'differing' | 'decideSeconds'>>,
): Promise<Ran> {
  const begin = performance.now();
  const { leads, inputs, differing, decideSeconds } = await run();
  const seconds = (performance.now() - begin) / 1000;
  return { what, leads, inputs, differing, seconds, ...(decideSeconds !== undefined && { decideSeconds }) };
}
