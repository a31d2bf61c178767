import type { Database, Queryable } from '../../../db/connection.ts';
import { appendAudit } from '../../../engine/runtime/audit/append.ts';

/** A channel to which tasks of a queue, or notices to an audience, go. */
export interface Route {
  audience: string;
  /** Of Slack. */
  channel: string;
  setBy: string;
  createdAt: number;
}

export function listRoutes(on: Queryable): Promise<Route[]> {
  return on.query<Route>(
    `select r.audience, r.channel, p.name as "setBy", r.created_at as "createdAt"
     from slack_routes r join people p on p.id = r.set_by order by r.audience, r.channel`,
  );
}

/** True when it is new. What was asked for before now is not shown there. */
export function addRoute(
  db: Database,
  { audience, channel, by, now }: { audience: string; channel: string; by: string; now: number },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const rows = await tx.query(
      `insert into slack_routes (audience, channel, set_by, created_at)
       values ($1, $2, $3::uuid, to_timestamp($4::float8 / 1000)) on conflict do nothing returning audience`,
      [audience, channel, by, now],
    );
    if (rows.length > 0) appendAudit(tx, { action: 'notices_shown', at: now, by, details: { channel } });
    return rows.length > 0;
  });
}

/** Gives how many there were; without an audience all of the channel. */
export function removeRoutes(
  db: Database,
  { audience, channel, by, now }: { audience?: string | undefined; channel: string; by: string; now: number },
): Promise<number> {
  return db.transaction(async (tx) => {
    const rows = await tx.query(
      `delete from slack_routes where channel = $1 and ($2::text is null or lower(audience) = lower($2)) returning audience`,
      [channel, audience ?? null],
    );
    if (rows.length > 0) appendAudit(tx, { action: 'notices_hidden', at: now, by, details: { channel } });
    return rows.length;
  });
}
