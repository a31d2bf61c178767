import type { Database } from '../../db/connection.ts';
import { sqlStateOf, sqlStates } from '../../db/sqlstates.ts';
import type { Instant } from '../core/types.ts';
import { appendAudit } from '../runtime/audit/append.ts';
import { beginOf, monthOf } from '../runtime/history/months.ts';
import { listParts } from '../runtime/sql/history-parts.ts';
import { takeSnapshotsOf } from './snapshots.ts';
import { beforeAllLeads, replayChunkSize } from './sql/replay.ts';
import { dropPart, holdPart, leadsWithout } from './sql/retention.ts';
import { deleteSuperseded } from './sql/snapshots.ts';

/** Somebody used the log; a lead's record differs; only another engine could verify a lead and nobody accepted it. */
export type Refusal = 'busy' | 'differs' | 'older_engine';

export interface RetentionReport {
  /** Parts of the log that were let go, by name. */
  dropped: string[];
  /** The part that had to stay, and why; what is newer stays with it. */
  kept?: {
    part: string;
    reason: Refusal;
  };
}

export interface RetentionOptions {
  now: Instant;
  /** Whole months kept before this one. */
  months: number;
  /** Stops between two batches of leads. */
  signal?: AbortSignal;
}

/**
 * Lets go of the months of the input log that are older than is kept, oldest first. Before that every lead in them
 * gets a snapshot at its last input of theirs, from which what remains can be replayed; a part stays while a lead's
 * record differs from its replay, or only another engine could verify it and nobody accepted that.
 */
export async function letHistoryGo(
  db: Database,
  { now, months, signal }: RetentionOptions,
): Promise<RetentionReport> {
  const end = beginOf(monthOf(now) - months);
  const dropped: string[] = [];
  for (const { table, to } of await listParts(db)) {
    if (to === null || to > end) break;
    const differing = await coverLeads(db, table, { now, before: to }, signal);
    if (signal?.aborted) break;
    const outcome = differing > 0 ? 'differs' : await tryDrop(db, table, to, now);
    if (outcome !== 'dropped') return { dropped, kept: { part: table, reason: outcome } };
    await deleteSuperseded(db, to);
    dropped.push(table);
  }
  return { dropped };
}

/** Takes the snapshots that are missing, as far as they can be; gives how many leads differ from their replay. */
async function coverLeads(
  db: Database,
  table: string,
  options: { now: Instant; before: Instant },
  signal: AbortSignal | undefined,
): Promise<number> {
  let differing = 0;
  let after = beforeAllLeads;
  for (;;) {
    const leads = await leadsWithout(db, 'exact', { table, after, limit: replayChunkSize });
    const last = leads.at(-1);
    if (!last || signal?.aborted) return differing;
    const ids = leads.map(({ id }) => id);
    differing += (await takeSnapshotsOf(db, ids, options)).mismatches.length;
    after = last;
  }
}

async function tryDrop(
  db: Database,
  table: string,
  keptFrom: Instant,
  now: Instant,
): Promise<'dropped' | Refusal> {
  try {
    return await db.transaction(async (tx) => {
      await holdPart(tx, table);
      const bare = await leadsWithout(tx, 'standing', { table, after: beforeAllLeads, limit: 1 });
      if (bare.length > 0) return 'older_engine';
      await dropPart(tx, table, keptFrom);
      appendAudit(tx, { action: 'history_dropped', at: now, details: { part: table } });
      return 'dropped';
    });
  } catch (error) {
    if (sqlStateOf(error) === sqlStates.lockNotAvailable) return 'busy';
    throw error;
  }
}
