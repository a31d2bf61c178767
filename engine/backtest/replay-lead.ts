import { canonicalJson } from '../../db/canonical.ts';
import { decide, newLead } from '../core/decide.ts';
import type { LeadId, LeadState } from '../core/types.ts';
import { inputOf } from '../runtime/input-row.ts';
import { stateOf, stateText } from '../runtime/loaded-lead.ts';
import type { Programs } from './parallel/reader.ts';
import type { LoggedInput, RecordedLead, Snapshot } from './sql/replay.ts';

type LoadedPrograms = Pick<Programs, 'compiled'>;

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

/** Where a lead's replay begins: at a snapshot, or before its first input. */
export interface Beginning {
  snapshot: Snapshot | undefined;
  inputs: readonly LoggedInput[];
}

/**
 * The earliest beginning after which these engine semantics (`ours`) decided everything; undefined when there is
 * none. What was let go from the log is behind some snapshot.
 */
export function beginningOf(
  snapshots: readonly Snapshot[],
  inputs: readonly LoggedInput[],
  ours: ReadonlySet<number>,
): Beginning | undefined {
  const foreign = inputs.findLast((input) => !ours.has(input.semantics))?.seq ?? 0;
  const complete = inputs[0]?.seq === 1 || snapshots.length === 0;
  if (complete && foreign === 0) return { snapshot: undefined, inputs };
  const snapshot = snapshots.find(({ seq }) => seq >= foreign);
  return snapshot && { snapshot, inputs: inputs.filter(({ seq }) => seq > snapshot.seq) };
}

/**
 * Replays a lead, whose `snapshots` these are, from `beginning`. Other time zone data may have decided otherwise, and
 * rightly: where an input that they decided (one not of `exact`) is at or before the first difference, the replay begins
 * after the last of these instead; undefined when nothing stands there to begin at.
 */
export function replayFrom(
  recorded: RecordedLead,
  beginning: Beginning,
  snapshots: readonly Snapshot[],
  exact: ReadonlySet<number>,
  ...how: [programs: LoadedPrograms, passed?: readonly Snapshot[], visit?: Visit]
): { beginning: Beginning; mismatch: ReplayMismatch | undefined } | undefined {
  const mismatch = replayLead(recorded, beginning, ...how);
  const isExplained = ({ seq, semantics }: LoggedInput) =>
    !exact.has(semantics) && mismatch !== undefined && seq <= mismatch.seq;
  if (!beginning.inputs.some(isExplained)) return { beginning, mismatch };
  const later = beginningOf(snapshots, beginning.inputs, exact);
  return later && { beginning: later, mismatch: replayLead(recorded, later, ...how) };
}

type Visit = (state: LeadState, input: LoggedInput) => void;

/**
 * Decides the inputs of a lead again and compares with its record: each decision, snapshots on the way, and at the
 * end state, fields and the sum of the ledger. `visit` is told the state after every input. The programs must be loaded.
 */
export function replayLead(
  recorded: RecordedLead,
  { snapshot, inputs }: Beginning,
  programs: LoadedPrograms,
  passed: readonly Snapshot[] = [],
  visit: Visit = () => {},
): ReplayMismatch | undefined {
  const mismatch = (seq: number, expected: string, actual: string) =>
    expected === actual ? undefined : { lead: recorded.id, seq, expected, actual };
  // Nothing happened since: as text, for it may be of an older form than states are written in now.
  if (snapshot && inputs.length === 0) return mismatch(snapshot.seq, recordOf(snapshot), recordOf(recorded));
  const snapshotAt = new Map(passed.map((other) => [other.seq, other]));
  let state = snapshot ? stateOf(snapshot) : newLead(recorded.id, recorded.created_at);
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
    const other = snapshotAt.get(state.seq);
    const found =
      mismatch(row.seq, expected, row.decision) ??
      (other && mismatch(row.seq, recordOfState(state), recordOf(other)));
    if (found) return found;
    visit(state, row);
  }
  return (
    mismatch(state.seq, stateText(state), recorded.state) ??
    mismatch(state.seq, canonicalJson(state.fields), canonicalJson(recorded.fields)) ??
    mismatch(state.seq, ledgerText(state.score, state.scores), ledgerText(recorded.points, recorded.scores))
  );
}

function ledgerText(points: number, scores: LeadState['scores']): string {
  return `ledger ${points} ${canonicalJson(scores)}`;
}

function recordOf({ state, fields, points }: Pick<RecordedLead, 'state' | 'fields' | 'points'>): string {
  return `${state} ${canonicalJson(fields)} ledger ${points}`;
}

function recordOfState(state: LeadState): string {
  return recordOf({ state: stateText(state), fields: state.fields, points: state.score });
}
