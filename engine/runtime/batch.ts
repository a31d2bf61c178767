import type { Tx } from '../../db/connection.ts';
import type { Decision, Input, Instant, LeadId } from '../core/types.ts';
import type { LoadedLead } from './loaded-lead.ts';
import type { PendingInput } from './pending-input.ts';
import { noProgram, type ProgramCache } from './program-cache.ts';
import { readBatchState } from './sql/batch-state.ts';
import { holdActivation } from './sql/programs.ts';
import type { ActiveProgram, EngineOptions } from './types.ts';

/** What every transaction that decides begins with. */
export interface Batch {
  tx: Tx;
  active: ActiveProgram;
  programs: ProgramCache;
  /** Sorted; undefined when nothing is halted. */
  halted?: readonly string[];
  /** Id of the (engine semantics, tzdata) pair. */
  semantics: number;
  now: Instant;
  /** Some lead has inputs waiting. */
  inboxInUse: boolean;
  /** Some lead was erased: ids of new leads are looked up. */
  erasedAny: boolean;
  log: NonNullable<EngineOptions['log']>;
  /** Told of every input as it is decided. */
  decided?: (input: Input, decision: Decision) => void;
}

export interface BatchSettings {
  programs: ProgramCache;
  semantics: number;
  clock: () => Instant;
  batchSize: number;
  log: NonNullable<EngineOptions['log']>;
}

/** Holds the activation lock shared and reads what all decisions of the batch have in common. */
export async function beginBatch(tx: Tx, settings: BatchSettings): Promise<Batch> {
  await holdActivation(tx, 'shared');
  const { programs, semantics, log } = settings;
  const { version, halted, waiting, erased } = await readBatchState(tx);
  if (version === 0) throw noProgram();
  return {
    tx,
    active: await programs.version(tx, version),
    programs,
    ...(halted && { halted }),
    semantics,
    now: settings.clock(),
    inboxInUse: waiting,
    erasedAny: erased,
    log,
  };
}

/** A locked lead that is to live on in the one that absorbs it. */
export interface Absorbed {
  loser: LoadedLead;
  /** Person id, or `identity` when an event tells it. */
  by: string;
}

/** A locked lead and what arrived for it, in order. */
export interface Work {
  lead: LoadedLead;
  inputs: PendingInput[];
  /** Leads, locked too, that are to live on in this one before its inputs are decided. */
  absorbs?: Absorbed[];
}

/** A given input that went to the inbox: its lead is parked, or more waits for it than one batch takes. */
export interface Kept {
  leadId: LeadId;
  input: PendingInput;
  parked: boolean;
}
