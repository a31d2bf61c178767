import type { Database } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import type { Instant, LeadId, LeadState } from '../core/types.ts';
import { stateOf } from '../runtime/loaded-lead.ts';
import { lastUntil, readPast, relive } from './explain/relive.ts';

/** A lead as it stood at an instant. */
export interface StateAt {
  lead: LeadId;
  at: Instant;
  /** The last input before or at the instant; 0 when there was none yet. */
  seq: number;
  /** When that input was decided. */
  decidedAt: Instant | null;
  /** The program version that decided it. */
  program: number;
  /** Null before the first input. */
  state: LeadState | null;
  /** Inputs decided again to get there. */
  replayed: number;
  /** The first input whose decision is no longer what it was then (other time zone data): from there on it may differ. */
  differsFrom: number | null;
}

/**
 * Decides a lead's inputs again up to an instant. Throws `lead.unknown`, and `replay.unavailable` when nothing that this
 * engine can begin at stands before it.
 */
export async function stateAt(db: Database, lead: LeadId, at: Instant): Promise<StateAt> {
  const past = await readPast(db, lead);
  if (!past)
    throw new TrellisError('lead.unknown', `There is no lead ${lead}; give its id or an email address.`);
  const none = { lead, at, seq: 0, decidedAt: null, program: 0, state: null, replayed: 0, differsFrom: null };
  const last = lastUntil(past.inputs, at);
  const snapshot = past.beginning?.snapshot;
  if (!last && !snapshot) return none;
  const begins = snapshot?.seq ?? 0;
  if (!past.beginning || (last?.seq ?? 0) < begins) {
    throw new TrellisError(
      'replay.unavailable',
      snapshot
        ? `What came before ${new Date(snapshot.at).toISOString()} was let go from the log or decided by an older engine: ask for a later time.`
        : 'An older engine decided some inputs of this lead, and no snapshot stands after them: take one with `trellis history snapshot --accept-older`.',
    );
  }
  const base = snapshot && stateOf(snapshot);
  const result = {
    ...none,
    ...(base && { seq: base.seq, decidedAt: base.at, program: base.program, state: base }),
  };
  let differsFrom: number | null = null;
  let replayed = 0;
  for (const { row, after, same } of relive(past, { until: last?.seq ?? 0 })) {
    replayed++;
    if (!same) differsFrom ??= row.seq;
    Object.assign(result, { seq: row.seq, decidedAt: row.at, program: row.program, state: after });
  }
  if (result.seq < (last?.seq ?? 0)) {
    throw new TrellisError(
      'replay.unavailable',
      `Input ${result.seq + 1} of this lead cannot be decided again; \`trellis replay --verify\` says why.`,
    );
  }
  return { ...result, replayed, differsFrom };
}
