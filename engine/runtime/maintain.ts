import type { Database } from '../../db/connection.ts';
import type { Instant } from '../core/types.ts';
import { deleteMessagesBefore } from './sql/messages.ts';

/** How long a message id is remembered: a repetition later than this counts as new. */
const messageIdsKeptMs = 30 * 24 * 3_600_000;

/**
 * Upkeep, about once an hour and after an import. Forgets old message ids; on the embedded database, which has no
 * autovacuum, it clears dead rows and renews the planner's statistics (0.3 s for a million leads).
 */
export async function maintainDatabase(db: Database, now: Instant): Promise<void> {
  await deleteMessagesBefore(db, now - messageIdsKeptMs);
  if (db.kind === 'pglite') await db.exec('vacuum analyze');
}
