import type { Database } from '../../../db/connection.ts';
import type { Instant } from '../../core/types.ts';
import { statisticsAreOld } from '../sql/history-parts.ts';
import { deleteMessagesBefore } from '../sql/messages.ts';
import { ensureParts, makePartsForOthers } from './history-parts.ts';

/** How long a message id is remembered: a repetition later than this counts as new. */
const messageIdsKeptMs = 30 * 24 * 3_600_000;

/**
 * Upkeep, about once an hour and after an import. Forgets old message ids and makes the parts of the input log for the
 * coming months. A server's autovacuum passes over the log as a whole, so its statistics are renewed here; the embedded
 * database has none and is cleared of dead rows too (0.3 s for a million leads).
 */
export async function maintainDatabase(db: Database, now: Instant): Promise<void> {
  await deleteMessagesBefore(db, now - messageIdsKeptMs);
  const made = (await ensureParts(db, now)) + (await makePartsForOthers(db));
  if (db.kind === 'pglite') await db.exec('vacuum analyze');
  else if (made > 0 || (await statisticsAreOld(db))) await db.exec('analyze inputs');
}
