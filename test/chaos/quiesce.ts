import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../../db/connection.ts';
import { HOUR } from '../runtime-world.ts';
import type { WorkerSlot } from './workers.ts';

/** Past the leases of the dead, past each of the retries, past the waits and windows. */
const jumps = [HOUR / 4, HOUR, 3 * HOUR, 9 * HOUR, 24 * HOUR, 8 * 24 * HOUR];

/** Moves everybody's clock on until nothing is left to do. */
export async function quiesce(
  db: Database,
  options: { workers: readonly WorkerSlot[]; clock: () => number; patienceMs: number },
): Promise<void> {
  const { workers, clock, patienceMs } = options;
  const until = async (what: string, isSo: () => Promise<boolean>) => {
    const begin = Date.now();
    while (!(await isSo())) {
      if (Date.now() - begin > patienceMs)
        throw new Error(`After ${patienceMs} ms still waiting for: ${what}.`);
      await wait(50);
    }
  };
  const isEmpty = async (sql: string, params: unknown[] = []) => (await db.query(sql, params)).length === 0;
  let jumped = 0;
  for (const jump of jumps) {
    jumped += jump;
    // All at one moment: to a clock that is ahead the lease of a living send has run out.
    await Promise.all(workers.map((worker) => worker.pause()));
    for (const worker of workers) worker.resume(jumped);
    const idle = () =>
      isEmpty(
        `select from leads where next_due_at <= to_timestamp($1::float8 / 1000) and fault is null
         union all select from inbox i join leads l on l.lane = i.lane and l.id = i.lead_id where l.fault is null
         union all select from outbox where status = 'sending' and lease_until <= to_timestamp($1::float8 / 1000)
         union all select from outbox where status = 'queued' and not_before <= to_timestamp($1::float8 / 1000)
         limit 1`,
        [clock() + jumped - 1000],
      );
    // Twice, so that what was settled between the statement's parts is seen.
    await until('what is due to be done', async () => (await idle()) && (await idle()));
  }
  await until('the last sends to be settled', () =>
    isEmpty(`select from outbox where status = 'sending' limit 1`),
  );
}
