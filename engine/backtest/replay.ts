import { canonicalJson } from '../../db/canonical.ts';
import type { Database } from '../../db/connection.ts';
import { decide, ENGINE_SEMANTICS, newLead } from '../core/decide.ts';
import type { LeadId, LeadState } from '../core/types.ts';
import { inputOf } from '../runtime/input-row.ts';
import { stateText } from '../runtime/loaded-lead.ts';
import { createProgramCache, type ProgramCache } from '../runtime/program-cache.ts';
import { type LoggedInput, type RecordedLead, readReplayChunk, semanticsOfEngine } from './sql/replay.ts';

/** The first place at which a lead's record is not what its inputs make of it. */
export interface ReplayMismatch {
  lead: LeadId;
  /** The input whose decision differs; the lead's last when its state, fields or ledger differ. */
  seq: number;
  /** What the logged inputs give, as canonical JSON, or why they give nothing. */
  expected: string;
  /** What is recorded. */
  actual: string;
}

export interface ReplayReport {
  /** Inputs decided again. */
  inputs: number;
  /** Leads decided again. */
  leads: number;
  /** Leads left out because other engine semantics decided some of their inputs. */
  skipped: number;
  mismatches: ReplayMismatch[];
}

/** Leads read at a time. */
const chunkSize = 200;

/**
 * Decides every logged input again, each by the program version that decided it, and compares decisions, final
 * states, fields and the sum of the ledger with what is recorded, byte for byte. Reads only; leads that change
 * meanwhile are seen at one instant each. `progress` is told after every chunk.
 */
export async function verifyReplay(
  db: Database,
  options: { progress?: (done: { inputs: number; leads: number }) => void } = {},
): Promise<ReplayReport> {
  const programs = createProgramCache();
  const report: ReplayReport = { inputs: 0, leads: 0, skipped: 0, mismatches: [] };
  const ours = new Set(await semanticsOfEngine(db, ENGINE_SEMANTICS));
  let after = { lane: -1, id: '00000000-0000-0000-0000-000000000000' };
  for (;;) {
    const { leads, inputs } = await db.transaction((tx) => readReplayChunk(tx, after, chunkSize));
    const byLead = Map.groupBy(inputs, (input) => input.lead_id);
    for (const lead of leads) {
      const logged = byLead.get(lead.id) ?? [];
      if (logged.some((input) => !ours.has(input.semantics))) {
        report.skipped++;
        continue;
      }
      for (const { program } of logged) await programs.version(db, program);
      const mismatch = replayLead(lead, logged, programs);
      if (mismatch) report.mismatches.push(mismatch);
      report.leads++;
      report.inputs += logged.length;
    }
    options.progress?.({ inputs: report.inputs, leads: report.leads });
    const last = leads.at(-1);
    if (!last) return report;
    after = last;
  }
}

function replayLead(
  recorded: RecordedLead,
  inputs: readonly LoggedInput[],
  programs: ProgramCache,
): ReplayMismatch | undefined {
  const mismatch = (seq: number, expected: string, actual: string) =>
    expected === actual ? undefined : { lead: recorded.id, seq, expected, actual };
  let state: LeadState = newLead(recorded.id, recorded.created_at);
  for (const row of inputs) {
    const program = programs.compiled(row.program);
    if (!program) throw new TypeError(`program ${row.program} was not loaded`);
    let expected: string;
    try {
      const { lead, effects, ledger, trace } = decide(program.compiled, state, inputOf(row));
      expected = canonicalJson({ effects, ledger, trace });
      state = lead;
    } catch (error) {
      return mismatch(row.seq, error instanceof Error ? error.message : String(error), row.decision);
    }
    const found = mismatch(row.seq, expected, row.decision);
    if (found) return found;
  }
  return (
    mismatch(state.seq, stateText(state), recorded.state) ??
    mismatch(state.seq, canonicalJson(state.fields), canonicalJson(recorded.fields)) ??
    mismatch(state.seq, `ledger ${state.score}`, `ledger ${recorded.points}`)
  );
}
