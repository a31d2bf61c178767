import { type RemovedDemo, removeDemo } from '../demo/remove.ts';
import { createDemo } from '../demo/seed.ts';
import { appendAudit } from '../engine/runtime/audit/append.ts';
import { createEngine } from '../engine/runtime/engine.ts';
import type { Installation } from './installation.ts';
import { writeSetting } from './settings.ts';

export type { RemovedDemo };

/** Creates the generated company in an empty installation, telling in words how far it is. */
export async function createDemoCompany(
  { db, library, clock }: Installation,
  progress: (line: string) => void = () => {},
): Promise<void> {
  progress('Creating the demo company: generated leads live 120 days through the engine. This happens once.');
  let told = 0;
  const summary = await createDemo({
    db,
    library,
    now: clock(),
    progress: (share) => {
      if (share < told + 0.25 || share >= 1) return;
      told = Math.floor(share * 4) / 4;
      progress(`  ${Math.round(told * 100)} %`);
    },
  });
  progress(
    `  ${summary.leads} leads of ${summary.accounts} accounts, ${summary.events} events, ${summary.emails} emails. All of it is generated; \`trellis demo remove\` takes it away.`,
  );
}

/** Takes the generated company away, whole, and leaves an installation that works. Gives what was removed. */
export async function removeDemoCompany(installation: Installation): Promise<RemovedDemo> {
  const removed = await removeDemo(installation);
  const { db, clock } = installation;
  await db.transaction(async (tx) => {
    await writeSetting(tx, 'demo', 'removed');
    if (removed.leads + removed.accounts + removed.items === 0) return;
    appendAudit(tx, { action: 'demo_removed', at: clock(), details: { leads: removed.leads } });
  });
  return removed;
}

/** Takes away what an interrupted creation left, so that another can begin. Nothing else may have been done yet. */
export async function clearHalfDemo({ db, clock, library }: Installation): Promise<void> {
  // An engine of its own: ours must not remember program versions whose numbers are given again.
  await removeDemo({ db, engine: createEngine({ db, clock }), library, clock });
  await db.query('delete from programs');
}
