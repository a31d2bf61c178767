import type { Database, Tx } from '../../../db/connection.ts';
import type { ContentRef, Program } from '../../program/schema.ts';
import type { Engine } from '../engine.ts';
import type { AheadInput, PlanAhead } from './ahead/types.ts';
import type { PlanBacktest } from './plan/plan-backtest.ts';

export type ContentState = 'approved' | 'unapproved' | 'unknown';

export interface ChangesOptions {
  db: Database;
  engine: Pick<Engine, 'activate' | 'enrolNamed' | 'program'>;
  /** Milliseconds since the epoch. */
  clock: () => number;
  /** Runs the proposed program over the recorded past; without it plans say nothing of the past. */
  backtest?: (change: {
    base: Program;
    version: number;
    proposed: Program;
    now: number;
  }) => Promise<PlanBacktest>;
  /** Runs leads ahead under both programs; without it plans say nothing of the days to come. */
  ahead?: (tx: Tx, change: AheadInput) => Promise<PlanAhead>;
  /** Whether pinned content exists unchanged and may be sent. */
  contentKnown?: (ref: ContentRef, tx: Tx) => Promise<ContentState>;
  /** The title of a pinned item that is regulated, which a principal must approve; undefined for all others. */
  regulated?: (ref: ContentRef, tx: Tx) => Promise<string | undefined>;
  /** Where what went wrong without anybody waiting for it is written. */
  log?: (line: string, details?: Readonly<Record<string, unknown>>) => void;
}
