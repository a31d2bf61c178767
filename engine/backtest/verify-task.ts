import type { LaneRange } from './parallel/lanes.ts';
import { programsOf, type Reader } from './parallel/reader.ts';
import type { Done } from './parallel/work.ts';
import { beginningOf, type ReplayMismatch, replayFrom } from './replay-lead.ts';
import { replayChunkSize } from './sql/replay.ts';

/** Differences that are kept of each part, and shown of all. */
export const mostMismatches = 100;

export interface VerifyContext {
  fromStart: boolean;
  /** Ids of the semantics that this engine decides by, and of those with this time zone data. */
  ours: ReadonlySet<number>;
  exact: ReadonlySet<number>;
}

/** What came of the leads of some lanes; see replay.ts. */
export interface Verified {
  inputs: number;
  leads: number;
  fromSnapshot: number;
  skipped: number;
  differing: number;
  mismatches: ReplayMismatch[];
}

export function verifyTask({ fromStart, ours, exact }: VerifyContext, read: Reader) {
  const programs = programsOf(read);
  return async (lanes: LaneRange, told: (done: Done) => void): Promise<Verified> => {
    const report: Verified = {
      inputs: 0,
      leads: 0,
      fromSnapshot: 0,
      skipped: 0,
      differing: 0,
      mismatches: [],
    };
    let after = { lane: lanes.from - 1, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
    for (;;) {
      const range = { after, upTo: lanes.to, limit: replayChunkSize };
      const chunk = await read('replay', { range, whole: fromStart });
      const inputsOf = Map.groupBy(chunk.inputs, (input) => input.lead_id);
      const snapshotsOf = Map.groupBy(chunk.snapshots, (snapshot) => snapshot.lead_id);
      await programs.load(chunk.inputs.map(({ program }) => program));
      const before = { ...report };
      for (const lead of chunk.leads) {
        const snapshots = snapshotsOf.get(lead.id) ?? [];
        const earliest = beginningOf(snapshots, inputsOf.get(lead.id) ?? [], ours);
        const passed = snapshots.filter(({ basis }) => basis === 'replayed');
        const replayed = earliest && replayFrom(lead, earliest, snapshots, exact, programs, passed);
        if (!replayed) {
          report.skipped++;
          continue;
        }
        const { beginning, mismatch } = replayed;
        if (mismatch) {
          report.differing++;
          if (report.mismatches.length < mostMismatches) report.mismatches.push(mismatch);
        }
        report.leads++;
        report.inputs += beginning.inputs.length;
        if (beginning.snapshot) report.fromSnapshot++;
      }
      const last = chunk.leads.at(-1);
      if (!last) return report;
      told({ leads: report.leads - before.leads, inputs: report.inputs - before.inputs });
      if (chunk.leads.length < replayChunkSize) return report;
      after = last;
    }
  };
}
