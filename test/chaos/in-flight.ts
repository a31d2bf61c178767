import type { Database } from '../../db/connection.ts';
import type { WorkerSlot } from './workers.ts';

/** Message ids, without their domain, of the sends that were under way when something broke. */
export interface InFlight {
  atKills: ReadonlySet<string>;
  atRestarts: ReadonlySet<string>;
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
