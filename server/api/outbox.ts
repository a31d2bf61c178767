import { Hono } from 'hono';
import { z } from 'zod';
import { countOutbox, deskStatuses, listOutbox } from '../../engine/runtime/sql/outbox-desk.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { isoInstant } from './iso-instant.ts';
import { readJson } from './read-json.ts';

const listSchema = z.object({
  status: z.enum(deskStatuses).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
const retrySchema = z.strictObject({
  /** Of what is in doubt: it may have left, and may come twice. */
  mayDuplicate: z.boolean().default(false),
});
const dropSchema = z.strictObject({ reason: z.string().trim().min(1).max(200).optional() });

/** What has not left, and what a person does about it. */
export function outboxRoutes({ db, engine }: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      requireRole(c);
      const { status, limit } = listSchema.parse(c.req.query());
      const rows = await listOutbox(db, status, limit);
      return c.json({
        counts: await countOutbox(db),
        deliveries: rows.map(({ lead_id, seq, ordinal, notBefore, settledAt, action, ...row }) => ({
          key: `${lead_id}:${seq}:${ordinal}`,
          leadId: lead_id,
          ...row,
          notBefore: isoInstant(notBefore),
          settledAt: settledAt === null ? null : isoInstant(settledAt),
          action: action && { ...action, at: isoInstant(action.at) },
        })),
      });
    })
    .post('/:key/retry', async (c) => {
      const { person } = requireRole(c, 'approver');
      const { mayDuplicate } = await readJson(c, retrySchema);
      const key = c.req.param('key');
      await engine.retryDelivery(key, { by: person.id, mayDuplicate });
      return c.json({ retried: key });
    })
    .post('/:key/drop', async (c) => {
      const { person } = requireRole(c, 'approver');
      const { reason } = await readJson(c, dropSchema);
      const key = c.req.param('key');
      await engine.dropDelivery(key, { by: person.id, ...(reason !== undefined && { reason }) });
      return c.json({ dropped: key });
    });
}
