import { randomBytes } from 'node:crypto';
import { sha256Hex } from '../../db/canonical.ts';
import type { Database, Queryable } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import { appendAudit } from '../../engine/runtime/audit/append.ts';

/** Where the deliveries of a webhook go. */
export interface WebhookTarget {
  /** As the program names it. */
  id: string;
  url: string;
  /** Milliseconds since the epoch. */
  createdAt: number;
}

/**
 * Keeps a target and gives its secret, the only time it is shown. It is stored as it is, since it must sign. Throws
 * `webhook.exists`: another address is another trust, so the old one is removed first.
 */
export async function addTarget(db: Database, id: string, url: string, now: number): Promise<string> {
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const isMade = await db.transaction(async (tx) => {
    const made = await tx.query(
      `insert into webhook_targets (id, url, secret, created_at) values ($1, $2, $3, to_timestamp($4::float8 / 1000))
       on conflict (id) do nothing returning id`,
      [id, url, secret, now],
    );
    const details = { target: id, urlHash: sha256Hex(url) };
    if (made.length > 0) appendAudit(tx, { action: 'webhook_added', at: now, details });
    return made.length > 0;
  });
  if (isMade) return secret;
  throw new TrellisError('webhook.exists', `There is a webhook “${id}” already; remove it first.`);
}

export function listTargets(db: Queryable): Promise<WebhookTarget[]> {
  return db.query<WebhookTarget>(
    'select id, url, created_at as "createdAt" from webhook_targets order by id',
  );
}

/** Throws `webhook.unknown`. Deliveries to it wait until there is one of that id again. */
export async function removeTarget(db: Database, id: string, now: number): Promise<void> {
  const isRemoved = await db.transaction(async (tx) => {
    const removed = await tx.query('delete from webhook_targets where id = $1 returning id', [id]);
    if (removed.length > 0) appendAudit(tx, { action: 'webhook_removed', at: now, details: { target: id } });
    return removed.length > 0;
  });
  if (isRemoved) return;
  throw new TrellisError(
    'webhook.unknown',
    `There is no webhook “${id}”; \`trellis webhooks list\` shows them.`,
  );
}

/** With the secret; for whoever signs. */
export async function signedTarget(
  db: Queryable,
  id: string,
): Promise<{ url: string; secret: string } | undefined> {
  const [row] = await db.query<{ url: string; secret: string }>(
    'select url, secret from webhook_targets where id = $1',
    [id],
  );
  return row;
}
