import type { Database } from '../../db/connection.ts';
import { ENGINE_SEMANTICS } from '../core/decide.ts';
import type { Instant, LeadId, LeadState } from '../core/types.ts';
import { stateText } from '../runtime/loaded-lead.ts';
import { createProgramCache, type ProgramCache } from '../runtime/program-cache.ts';
import { semanticsId, TZDATA } from '../runtime/sql/semantics.ts';
import { type Beginning, beginningOf, type ReplayMismatch, replayFrom } from './replay-lead.ts';
import {
  beforeAllLeads,
  type RecordedLead,
  type ReplayRange,
  readReplayChunk,
  replayChunkSize,
  type Snapshot,
  semanticsOfEngine,
} from './sql/replay.ts';
import { insertSnapshots, type SnapshotRow } from './sql/snapshots.ts';

export interface SnapshotReport {
  /** Leads looked at. */
  leads: number;
  /** Snapshots taken, or accepted. */
  taken: number;
  /** Of them, those that rest on history that only other engine semantics or time zone data could verify. */
  recorded: number;
  /** Leads whose record is not what their inputs make of it: no snapshot is taken. */
  mismatches: ReplayMismatch[];
}

export interface SnapshotOptions {
  now: Instant;
  /** At each lead's last input before this; at its last of all by default. */
  before?: Instant;
  /** Let recorded snapshots stand for the history before them, which this engine cannot verify. */
  acceptOlder?: boolean;
  progress?: (leads: number) => void;
}

/**
 * Replays every lead from its newest snapshot and, where everything matches, keeps a snapshot of it. A lead that other
 * engine semantics decided in part, or other time zone data otherwise, is kept as it stands, and says so.
 */
export async function takeSnapshots(db: Database, options: SnapshotOptions): Promise<SnapshotReport> {
  const take = await snapshotTaker(db, options);
  const report = emptyReport();
  let after: { lane: number; id: LeadId } | undefined = beforeAllLeads;
  while (after) {
    after = await take({ after, limit: replayChunkSize }, report);
    options.progress?.(report.leads);
  }
  return report;
}

/** The same for some leads. */
export async function takeSnapshotsOf(
  db: Database,
  ids: readonly LeadId[],
  options: SnapshotOptions,
): Promise<SnapshotReport> {
  const report = emptyReport();
  await (await snapshotTaker(db, options))({ ids }, report);
  return report;
}

function emptyReport(): SnapshotReport {
  return { leads: 0, taken: 0, recorded: 0, mismatches: [] };
}

/** Gives the last lead of the range; undefined when it has none. */
async function snapshotTaker(db: Database, options: SnapshotOptions) {
  const programs = createProgramCache();
  const semantics = await db.transaction((tx) => semanticsId(tx, ENGINE_SEMANTICS, TZDATA));
  const ours = await semanticsOfEngine(db, ENGINE_SEMANTICS);
  const exact = await semanticsOfEngine(db, ENGINE_SEMANTICS, TZDATA);
  // A place in the past may lie before the newest snapshot.
  const whole = options.before !== undefined;
  return async (range: ReplayRange, report: SnapshotReport) => {
    const { leads, snapshots, inputs } = await db.transaction((tx) => readReplayChunk(tx, { range, whole }));
    const inputsOf = Map.groupBy(inputs, (input) => input.lead_id);
    const snapshotsOf = Map.groupBy(snapshots, (snapshot) => snapshot.lead_id);
    const rows: SnapshotRow[] = [];
    for (const lead of leads) {
      const kept = snapshotsOf.get(lead.id) ?? [];
      const beginning = beginningOf(kept, inputsOf.get(lead.id) ?? [], ours);
      for (const { program } of beginning?.inputs ?? []) await programs.version(db, program);
      const row = beginning
        ? snapshotOf(lead, beginning, kept, exact, programs, options)
        : snapshotAsItStands(lead, options);
      if (row && 'expected' in row) report.mismatches.push(row);
      else if (row) rows.push(row);
    }
    if (rows.length > 0) await db.transaction((tx) => insertSnapshots(tx, rows, semantics, options.now));
    report.leads += leads.length;
    report.taken += rows.length;
    report.recorded += rows.filter(({ basis }) => basis === 'recorded').length;
    return leads.at(-1);
  };
}

/** Undefined when there is nothing new to keep. */
function snapshotOf(
  lead: RecordedLead,
  earliest: Beginning,
  kept: readonly Snapshot[],
  exact: ReadonlySet<number>,
  programs: ProgramCache,
  options: SnapshotOptions,
): SnapshotRow | ReplayMismatch | undefined {
  const { before = Number.POSITIVE_INFINITY, acceptOlder } = options;
  let seen: LeadState | undefined;
  const replayed = replayFrom(lead, earliest, kept, exact, programs, [], (state, { at }) => {
    if (at < before) seen = state;
  });
  if (!replayed) return snapshotAsItStands(lead, options);
  if (replayed.mismatch) return replayed.mismatch;
  const base = replayed.beginning.snapshot;
  const last = seen && seen.seq > (base?.seq ?? 0) ? seen : undefined;
  const unverified = base?.basis === 'recorded';
  const basis = !unverified ? 'replayed' : acceptOlder ? 'accepted' : 'recorded';
  if (!last)
    return unverified && acceptOlder ? rowOf(lead.id, JSON.parse(base.state), base, basis) : undefined;
  return rowOf(lead.id, last, { state: stateText(last), fields: last.fields, points: last.score }, basis);
}

/** Of a lead that cannot be verified by this engine, or with this time zone data. */
function snapshotAsItStands(lead: RecordedLead, { acceptOlder }: SnapshotOptions): SnapshotRow {
  return rowOf(lead.id, JSON.parse(lead.state), lead, acceptOlder ? 'accepted' : 'recorded');
}

function rowOf(
  id: LeadId,
  { seq, at, program }: Pick<LeadState, 'seq' | 'at' | 'program'>,
  { state, fields, points }: Pick<SnapshotRow, 'state' | 'fields' | 'points'>,
  basis: SnapshotRow['basis'],
): SnapshotRow {
  return { lead_id: id, seq, at, program, state, fields, points, basis };
}
