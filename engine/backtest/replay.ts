import type { Database } from '../../db/connection.ts';
import { ENGINE_SEMANTICS } from '../core/decide.ts';
import { TZDATA } from '../runtime/sql/semantics.ts';
import { runParts } from './parallel/run.ts';
import type { Parallel, Progress } from './parallel/work.ts';
import type { ReplayMismatch } from './replay-lead.ts';
import { countErased, countEvery, semanticsOfEngine } from './sql/replay.ts';
import { mostMismatches, type Verified } from './verify-task.ts';

export type { ReplayMismatch } from './replay-lead.ts';

export interface ReplayReport {
  /** Inputs decided again. */
  inputs: number;
  /** Leads decided again. */
  leads: number;
  /** Of them, those that began at a snapshot. */
  fromSnapshot: number;
  /**
   * Leads left out because other engine semantics decided some of their inputs, or other time zone data some that now
   * come out otherwise, and no snapshot stands after these.
   */
  skipped: number;
  /** Leads that were erased: of them nothing is left to decide again. */
  erased: number;
  /** Leads that differ. */
  differing: number;
  /** The first hundred of them, by lane and id. */
  mismatches: ReplayMismatch[];
}

export interface ReplayOptions {
  /** Begin before the first input, or where the log begins, instead of at the newest snapshot. */
  fromStart?: boolean;
  /** Told after every chunk. */
  progress?: (so: Progress) => void;
  /** Stops between two chunks with the signal's reason. */
  signal?: AbortSignal;
  /** In the thread that asks when absent; the report is the same. */
  parallel?: Parallel;
}

/**
 * Decides logged inputs again, each by the program version that decided it, and compares decisions, final states,
 * fields and the sums of the ledger with what is recorded, byte for byte. A lead's replay begins at its newest
 * snapshot. Reads only; leads that change meanwhile are seen at one instant each.
 */
export async function verifyReplay(db: Database, options: ReplayOptions = {}): Promise<ReplayReport> {
  const { fromStart = false, progress, signal, parallel } = options;
  const erased = await countErased(db);
  const ours = await semanticsOfEngine(db, ENGINE_SEMANTICS);
  const exact = await semanticsOfEngine(db, ENGINE_SEMANTICS, TZDATA);
  const parts = await runParts(db, {
    task: 'verify',
    context: { fromStart, ours, exact },
    leads: await countEvery(db),
    parallel,
    progress,
    signal,
  });
  const sum = (of: Exclude<keyof Verified, 'mismatches'>) =>
    parts.reduce((total, part) => total + part[of], 0);
  return {
    inputs: sum('inputs'),
    leads: sum('leads'),
    fromSnapshot: sum('fromSnapshot'),
    skipped: sum('skipped'),
    erased,
    differing: sum('differing'),
    mismatches: parts.flatMap(({ mismatches }) => mismatches).slice(0, mostMismatches),
  };
}
