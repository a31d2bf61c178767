import { onServer } from '../databases.ts';
import { hotStatements } from './hot-paths.ts';
import { judgePlans } from './judge.ts';
import { populate } from './population.ts';

/**
 * Fills a database of the server with leads of ten events each and looks at the plans of what happens all the time.
 * Exit code 1 when a plan walks or sorts a table whole.
 */
export async function plansAtScale(
  serverUrl: string,
  { leads, progress }: { leads: number; progress: (line: string) => void },
): Promise<void> {
  const target = await onServer(serverUrl);
  try {
    const now = Date.now();
    await populate({ db: target.db, leads, now, progress });
    const statements = await hotStatements(target.db, now);
    const { judged, faults } = await judgePlans(target.db, statements, leads);
    process.stdout.write(`${judged} statements over ${leads} leads, ${faults.length} walk or sort a table\n`);
    for (const { statement, plan, what } of faults)
      process.stdout.write(`  ${what} (${plan}): ${statement}\n`);
    if (faults.length > 0) process.exitCode = 1;
  } finally {
    await target.remove();
  }
}
