import type { Database } from '../../../db/connection.ts';
import { ENGINE_SEMANTICS } from '../../core/decide.ts';
import { compileProgram } from '../../program/compile/compile.ts';
import { programHash } from '../../program/hash.ts';
import { createProgramCache } from '../../runtime/program-cache.ts';
import { countLeadsUntil, readBacktestChunk } from '../sql/backtest.ts';
import { semanticsOfEngine } from '../sql/replay.ts';
import { addPath, emptyFigures, type Figures } from './figures.ts';
import { partingOf } from './parting.ts';
import type { PathEntry } from './path-entry.ts';
import { observedRates } from './rates.ts';
import { type LeadRun, runLead } from './run-lead.ts';
import type { BacktestOptions, BacktestReport, Bound, ChangedPath } from './types.ts';

export type { PathEntry } from './path-entry.ts';
export type * from './types.ts';

/** Leads read at a time. */
const chunkSize = 200;
/** Entries of a changed path that are shown. */
const shown = 20;

/**
 * Runs the program in force and the one proposed over the recorded inputs of a period, side by side, and counts what
 * differs. Only what came from outside is run again; timers are made anew, and what leads did about an email happens
 * only where that email is sent, as long after it as in reality. Emails that were not sent in reality are answered
 * under two bounds. Every lead begins as it really stood at the beginning of the period.
 *
 * Not seen: what leads do on a website because of an email that one side does not send stays; other leads of an
 * account are as recorded. Reads only; rejects with the signal's reason when it is aborted.
 */
export async function backtest(db: Database, options: BacktestOptions): Promise<BacktestReport> {
  const { base, proposed, from, to, samples = 5, progress, signal } = options;
  const programs = createProgramCache();
  const { version } = await programs.active(db);
  const same = programHash(base) === programHash(proposed);
  const compiledBase = compileProgram(base, version);
  const sides = {
    base: compiledBase,
    proposed: same ? compiledBase : compileProgram(proposed, version + 1),
  };
  const of = await countLeadsUntil(db, to);
  const every = options.leads === undefined ? 1 : Math.max(1, Math.ceil(of / options.leads));
  const rates = await observedRates(db, base, { from, to });
  const ours = await semanticsOfEngine(db, ENGINE_SEMANTICS);

  const tally = createTally(samples);
  let after = { lane: -1, id: '00000000-0000-0000-0000-000000000000' };
  let skipped = 0;
  for (;;) {
    signal?.throwIfAborted();
    const { leads, inputs } = await db.transaction((tx) =>
      readBacktestChunk(tx, { after, limit: chunkSize, to, every }),
    );
    const byLead = Map.groupBy(inputs, (input) => input.lead_id);
    for (const lead of leads) {
      const logged = byLead.get(lead.id) ?? [];
      // What came before its log was let go, or other engine semantics decided some of it.
      const isCut = logged[0] !== undefined && logged[0].seq !== 1;
      if (isCut || logged.some((input) => !ours.has(input.semantics))) {
        skipped++;
        continue;
      }
      for (const { program } of logged) await programs.version(db, program);
      signal?.throwIfAborted();
      tally.add(lead.id, () => runLead(lead, logged, sides, programs, { from, to }, rates));
    }
    progress?.({ leads: tally.leads, inputs: tally.inputs });
    const last = leads.at(-1);
    if (!last) return { from, to, of, skipped, rates, ...tally.result() };
    after = last;
  }
}

function createTally(samples: number) {
  const bounds = (): Record<Bound, Figures> => ({ none: emptyFigures(), observed: emptyFigures() });
  const recorded = emptyFigures();
  const base = bounds();
  const proposed = bounds();
  const changedPaths: ChangedPath[] = [];
  const done = { leads: 0, inputs: 0, changed: 0, decideMs: 0 };
  return {
    get leads() {
      return done.leads;
    },
    get inputs() {
      return done.inputs;
    },
    add(lead: string, run: () => LeadRun): void {
      const began = performance.now();
      const result = run();
      done.decideMs += performance.now() - began;
      done.leads++;
      addPath(recorded, result.recorded, undefined);
      const seen = new Set<object>();
      for (const bound of ['none', 'observed'] as const) {
        for (const [figures, side] of [
          [base, result.base],
          [proposed, result.proposed],
        ] as const) {
          addPath(figures[bound], side[bound].path, side[bound].end);
          if (!seen.has(side[bound])) done.inputs += side[bound].inputs;
          seen.add(side[bound]);
        }
      }
      const difference = differenceOf(result);
      if (!difference) return;
      done.changed++;
      if (changedPaths.length < samples) changedPaths.push({ lead, ...difference });
    },
    result: () => ({
      ...done,
      decideMs: Math.round(done.decideMs),
      recorded,
      base,
      proposed,
      samples: changedPaths,
    }),
  };
}

/** From the first entry at which the sides differ, under the bound under which they first do. */
function differenceOf(
  run: LeadRun,
): { base: readonly PathEntry[]; proposed: readonly PathEntry[] } | undefined {
  for (const bound of ['none', 'observed'] as const) {
    const base = run.base[bound].path.entries;
    const proposed = run.proposed[bound].path.entries;
    const n = partingOf(base, proposed);
    if (n !== undefined) return { base: base.slice(n, n + shown), proposed: proposed.slice(n, n + shown) };
  }
  return undefined;
}
