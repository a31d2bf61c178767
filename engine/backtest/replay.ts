import type { Database } from '../../db/connection.ts';
import { ENGINE_SEMANTICS } from '../core/decide.ts';
import type { LeadId } from '../core/types.ts';
import { createProgramCache } from '../runtime/program-cache.ts';
import { TZDATA } from '../runtime/sql/semantics.ts';
import { beginningOf, type ReplayMismatch, replayFrom } from './replay-lead.ts';
import { countErased, readReplayChunk, semanticsOfEngine } from './sql/replay.ts';

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
  mismatches: ReplayMismatch[];
}

export interface ReplayOptions {
  /** Begin before the first input, or where the log begins, instead of at the newest snapshot. */
  fromStart?: boolean;
  /** Told after every chunk. */
  progress?: (done: { inputs: number; leads: number }) => void;
}

/** Leads read at a time. */
export const replayChunkSize = 200;
export const beforeAllLeads = { lane: -1, id: '00000000-0000-0000-0000-000000000000' as LeadId };

/**
 * Decides logged inputs again, each by the program version that decided it, and compares decisions, final states,
 * fields and the sums of the ledger with what is recorded, byte for byte. A lead's replay begins at its newest
 * snapshot. Reads only; leads that change meanwhile are seen at one instant each.
 */
export async function verifyReplay(db: Database, options: ReplayOptions = {}): Promise<ReplayReport> {
  const { fromStart = false, progress } = options;
  const programs = createProgramCache();
  const report: ReplayReport = {
    inputs: 0,
    leads: 0,
    fromSnapshot: 0,
    skipped: 0,
    erased: await countErased(db),
    mismatches: [],
  };
  const ours = await semanticsOfEngine(db, ENGINE_SEMANTICS);
  const exact = await semanticsOfEngine(db, ENGINE_SEMANTICS, TZDATA);
  let after = beforeAllLeads;
  for (;;) {
    const range = { after, limit: replayChunkSize };
    const chunk = await db.transaction((tx) => readReplayChunk(tx, range, fromStart));
    const inputsOf = Map.groupBy(chunk.inputs, (input) => input.lead_id);
    const snapshotsOf = Map.groupBy(chunk.snapshots, (snapshot) => snapshot.lead_id);
    for (const lead of chunk.leads) {
      const snapshots = snapshotsOf.get(lead.id) ?? [];
      const earliest = beginningOf(snapshots, inputsOf.get(lead.id) ?? [], ours);
      for (const { program } of earliest?.inputs ?? []) await programs.version(db, program);
      const passed = snapshots.filter(({ basis }) => basis === 'replayed');
      const replayed = earliest && replayFrom(lead, earliest, snapshots, exact, programs, passed);
      if (!replayed) {
        report.skipped++;
        continue;
      }
      const { beginning, mismatch } = replayed;
      if (mismatch) report.mismatches.push(mismatch);
      report.leads++;
      report.inputs += beginning.inputs.length;
      if (beginning.snapshot) report.fromSnapshot++;
    }
    progress?.({ inputs: report.inputs, leads: report.leads });
    const last = chunk.leads.at(-1);
    if (!last) return report;
    after = last;
  }
}
