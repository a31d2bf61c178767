import type { Database } from '../db/connection.ts';
import { createEngine } from '../engine/runtime/engine.ts';
import { copyLeads } from './copy-leads.ts';
import { benchProgram, eventStream, firstEvent, take } from './events.ts';

/** Leads that the engine itself enters, visits and mails; the others are copies of these. */
const templates = 10_000;
const day = 86_400_000;

/** Monday, 5 January 2026, 12:00 UTC: when all of them came. */
export const loadedAt = Date.UTC(2026, 0, 5, 12);
/** A step of every lead has fallen due by then, and it is day. */
export const firstStepsAt = loadedAt + 3 * day + 3_600_000;
/** And the next one of most. */
export const nextStepsAt = loadedAt + 6 * day + 3_600_000;

/**
 * Fills a fresh database with `leads` leads in states that the engine decided, all with a step due within three days:
 * copies, under other ids and addresses, with everything they own. Lead `n` has the user id `user-n`. Gives how many
 * inputs the log holds.
 */
export async function loadLeads(
  db: Database,
  leads: number,
  progress: (line: string) => void,
): Promise<number> {
  await enterTemplates(db);
  return copyLeads(db, { leads, where: `next_due_at < '${new Date(firstStepsAt).toISOString()}'`, progress });
}

async function enterTemplates(db: Database): Promise<void> {
  const clock = () => loadedAt;
  const engine = createEngine({ db, clock, sendAtOnce: 500 });
  await db.transaction((tx) => engine.activate(tx, benchProgram(), { changeId: null }));
  await engine.ingest(Array.from({ length: templates }, (_, n) => firstEvent(n, loadedAt)));
  await engine.ingest(take(eventStream({ leads: templates, key: 'history', clock }), 4 * templates));
  while ((await engine.runDue()) > 0);
  const send = async () => ({ status: 'sent' as const, messageId: 'loaded' });
  const senders = (['email', 'task', 'notify'] as const).map((kind) => ({ kind, send }));
  while ((await engine.dispatch(senders, 10_000)) > 0);
}
