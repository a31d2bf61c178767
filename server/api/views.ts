import { Hono } from 'hono';
import { z } from 'zod';
import { TrellisError } from '../../db/errors.ts';
import { verifyReplay } from '../../engine/backtest/replay.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { listNotifications } from '../notifications.ts';

const limitSchema = z.object({ limit: z.coerce.number().int().min(1).max(500).default(50) });

/** What has been sent and asked for, and the proof that it follows from the log. */
export function viewRoutes(installation: Installation): Hono<AppEnv> {
  const { db, email } = installation;
  return new Hono<AppEnv>()
    .get('/mailbox', async (c) => {
      requireRole(c);
      return c.json({ emails: await (await email()).mailbox.list(limitSchema.parse(c.req.query())) });
    })
    .get('/mailbox/:id', async (c) => {
      requireRole(c);
      const mail = await (await email()).mailbox.get(c.req.param('id'));
      if (!mail) throw new TrellisError('email.unknown', 'There is no such email in the mailbox.');
      return c.json(mail);
    })
    .get('/notifications', async (c) => {
      requireRole(c);
      return c.json({ notifications: await listNotifications(db, limitSchema.parse(c.req.query())) });
    })
    .post('/replay', async (c) => {
      requireRole(c);
      return c.json(await verifyReplay(db));
    });
}
