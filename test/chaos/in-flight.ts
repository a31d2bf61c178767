import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../../db/connection.ts';
import type { WorkerSlot } from './workers.ts';

/** Message ids, without their domain, of the sends that were under way when something broke. */
export interface InFlight {
  atKills: ReadonlySet<string>;
  atRestarts: ReadonlySet<string>;
  /** Resolves when the worker has sends under way, or after a few seconds without. */
  untilSending(worker: WorkerSlot): Promise<void>;
  /** Call it when the worker is dead and the next one not yet begun. */
  noteKill(worker: WorkerSlot): Promise<void>;
  noteRestart(): Promise<void>;
}

export const messageKey = `lead_id || '.' || seq || '.' || ordinal`;

export function createInFlight(db: Database): InFlight {
  const atKills = new Set<string>();
  const atRestarts = new Set<string>();
  const sending = (slot: number | null) =>
    db.query<{ key: string }>(
      `select ${messageKey} as key from outbox
       where status = 'sending' and ($1::int is null or (extract(epoch from lease_until) * 1000)::bigint % 10 = $1)`,
      [slot],
    );
  return {
    atKills,
    atRestarts,
    async untilSending({ slot }) {
      for (let left = 100; left > 0; left--) {
        const keys = await sending(slot).catch(() => []);
        if (keys.some(({ key }) => !atKills.has(key))) return;
        await wait(50);
      }
    },
    async noteKill(worker) {
      // What it had asked for last may still be committed.
      const connected = 'select from pg_stat_activity where application_name = $1';
      while ((await db.query(connected, [worker.applicationName()])).length > 0);
      for (const { key } of await sending(worker.slot)) atKills.add(key);
    },
    async noteRestart() {
      for (const { key } of await sending(null)) if (!atKills.has(key)) atRestarts.add(key);
    },
  };
}
