import type { Database, Tx } from '../../../db/connection.ts';
import type { ContentRef, Program } from '../../program/schema.ts';
import type { ContentState } from '../../program/validate/check-content.ts';
import type { Engine } from '../engine.ts';
import type { AheadInput, PlanAhead } from './ahead/types.ts';
import type { PlanBacktest } from './plan/plan-backtest.ts';
import type { Person, PlanDraft, Watch } from './types.ts';

/** Reads and approves what the library has not approved yet. */
export interface DraftPort {
  /** Undefined when it is approved, or not in the library. */
  read(ref: ContentRef, tx: Tx): Promise<Omit<PlanDraft, keyof ContentRef> | undefined>;
  /** Approves just this version, by its hash, for the change that carries it. */
  approve(tx: Tx, ref: ContentRef, approval: { by: Person; at: number; change: string }): Promise<void>;
}

export interface ChangesOptions {
  db: Database;
  engine: Pick<Engine, 'activate' | 'enrolNamed' | 'program'>;
  /** Milliseconds since the epoch. */
  clock: () => number;
  /** Runs the proposed program over the recorded past; without it plans say nothing of the past. */
  backtest?: (
    change: { base: Program; version: number; proposed: Program; now: number },
    watch: Watch,
  ) => Promise<PlanBacktest>;
  /** Runs leads ahead under both programs; without it plans say nothing of the days to come. */
  ahead?: (tx: Tx, change: AheadInput) => Promise<PlanAhead>;
  /** Whether pinned content exists unchanged and may be sent from now on. */
  contentKnown?: (ref: ContentRef, tx: Tx) => Promise<ContentState>;
  /** Without it nothing that is not approved can be pinned; with it a change carries it to its approver. */
  drafts?: DraftPort;
  /** The title of a pinned item that is regulated, which a principal must approve; undefined for all others. */
  regulated?: (ref: ContentRef, tx: Tx) => Promise<string | undefined>;
  /** Where what went wrong without anybody waiting for it is written. */
  log?: (line: string, details?: Readonly<Record<string, unknown>>) => void;
}
