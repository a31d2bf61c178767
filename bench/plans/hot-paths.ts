import type { Database } from '../../db/connection.ts';
import { takeSnapshotsOf } from '../../engine/backtest/snapshots.ts';
import { demoProgram } from '../../engine/program/templates/enterprise-smb.ts';
import { createEngine } from '../../engine/runtime/engine.ts';
import { leadIdOf } from '../../engine/runtime/identity/lead-id.ts';
import { listNotifications } from '../../server/notifications.ts';
import { firstEvent } from '../events.ts';
import { explainAll } from './explain-all.ts';
import { type Statement, watchStatements } from './statements.ts';

/** Does once what happens all the time, to some of many leads, and gives the statements that it took. */
export async function hotStatements(db: Database, now: number): Promise<Statement[]> {
  const watched = watchStatements(db);
  const engine = createEngine({ db: watched.db, clock: () => now });
  const events = [3, 5, 7, 11, 13, 10_000_001, 10_000_002].map((n) => ({
    ...firstEvent(n, now),
    messageId: `hot-${now}-${n}`,
  }));
  await engine.ingest(events);
  // The news of its account wakes the leads of it.
  const [first] = events;
  if (first) {
    const account = { id: first.account?.id ?? '', fields: { industry: 'shipping' } };
    await engine.ingest([{ ...first, messageId: `hot-${now}-news`, account }]);
  }
  await engine.runDue(50);
  const send = async () => ({ status: 'sent', messageId: 'x' }) as const;
  await engine.dispatch([{ kind: 'email', send }], 50);
  const id = leadIdOf('user', 'user-3');
  await engine.command(id, { do: 'set_fields', fields: { country: 'AT' } }, 'bench');
  await engine.findLead(id);
  await engine.findLead(first?.email ?? '');
  await explainAll(watched.db, await engine.program(), id, now);
  await engine.halts();
  await listNotifications(watched.db, { limit: 50 });
  await takeSnapshotsOf(watched.db, [id], { now });
  await takeSnapshotsOf(watched.db, [id], { now, before: now });

  // A new version needs counts of its leads: one with a window, one without.
  for (const when of ['page_visits >= 3 IN last_20_days', 'page_visits >= 3']) {
    const program = demoProgram((item) => ({ item, version: 1, hash: '0'.repeat(64) }));
    const segments = { ...program.segments, counted: { title: 'Counted', when } };
    await db.transaction((tx) => engine.activate(tx, { ...program, segments }, { changeId: null }));
    await engine.runDue(50);
  }
  return [...watched.statements.values()];
}
