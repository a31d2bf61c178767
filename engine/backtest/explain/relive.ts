import { canonicalJson } from '../../../db/canonical.ts';
import type { Database } from '../../../db/connection.ts';
import { decide, ENGINE_SEMANTICS, newLead } from '../../core/decide.ts';
import type { Decision, Input, Instant, LeadId, LeadState } from '../../core/types.ts';
import type { Watch } from '../../core/watch.ts';
import { inputOf } from '../../runtime/input-row.ts';
import { stateOf } from '../../runtime/loaded-lead.ts';
import { createProgramCache, type ProgramCache } from '../../runtime/program-cache.ts';
import type { ActiveProgram } from '../../runtime/types.ts';
import { type Beginning, beginningOf } from '../replay-lead.ts';
import { type LoggedInput, type RecordedLead, readReplayChunk, semanticsOfEngine } from '../sql/replay.ts';

/** All that is kept of one lead's past, and the programs that decided it. */
export interface Past {
  lead: RecordedLead;
  /** In order; a trimmed log begins later than at input 1. */
  inputs: readonly LoggedInput[];
  /** Where deciding again can begin; undefined when an older engine decided some of it and nothing stands after. */
  beginning: Beginning | undefined;
  programs: ProgramCache;
}

/** An input decided again. */
export interface Lived {
  row: LoggedInput;
  input: Input;
  program: ActiveProgram;
  before: LeadState;
  after: LeadState;
  /** It gave what is recorded, byte for byte. */
  same: boolean;
}

export type Recorded = Pick<Decision, 'effects' | 'ledger' | 'trace'>;

/** Reads a lead, also one that was merged into another since, with its whole log. Undefined when there is none. */
export async function readPast(db: Database, id: LeadId): Promise<Past | undefined> {
  const chunk = await db.transaction((tx) => readReplayChunk(tx, { range: { ids: [id] }, whole: true }));
  const [lead] = chunk.leads;
  if (!lead) return undefined;
  const ours = await semanticsOfEngine(db, ENGINE_SEMANTICS);
  const programs = createProgramCache();
  for (const { program } of chunk.inputs) await programs.version(db, program);
  return {
    lead,
    inputs: chunk.inputs,
    beginning: beginningOf(chunk.snapshots, chunk.inputs, ours),
    programs,
  };
}

/**
 * Decides the inputs again in order, each by the program that decided it then, up to and including `until`. `watch` may
 * look into the decision of an input. Ends before the first that cannot be decided again.
 */
export function* relive(
  { lead, beginning, programs }: Past,
  { until = Number.POSITIVE_INFINITY, watch }: { until?: number; watch?: Watch } = {},
): Generator<Lived> {
  if (!beginning) return;
  const { snapshot, inputs } = beginning;
  let before = snapshot ? stateOf(snapshot) : newLead(lead.id, lead.created_at);
  for (const row of inputs) {
    if (row.seq > until) return;
    const program = programs.compiled(row.program);
    if (!program) throw new TypeError(`program ${row.program} was not loaded`);
    const input = inputOf(row);
    let decision: Decision;
    try {
      decision = decide(program.compiled, before, input, watch);
    } catch {
      // What cannot be decided again is told from the record alone; `replay --verify` says what is wrong with it.
      return;
    }
    const { lead: after, effects, ledger, trace } = decision;
    yield {
      row,
      input,
      program,
      before,
      after,
      same: canonicalJson({ effects, ledger, trace }) === row.decision,
    };
    before = after;
  }
}

/** What is on record of an input's decision. */
export function recordedOf({ decision }: Pick<LoggedInput, 'decision'>): Recorded {
  return JSON.parse(decision) as Recorded;
}

/** The last input before or at an instant; undefined when there is none. */
export function lastUntil(inputs: readonly LoggedInput[], at: Instant): LoggedInput | undefined {
  return inputs.findLast((input) => input.at <= at);
}
