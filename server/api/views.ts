import { Hono } from 'hono';
import { z } from 'zod';
import { TrellisError } from '../../db/errors.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import { describeProblems } from '../content-problems.ts';
import { describeWaiting, examineServices, look } from '../doctor.ts';
import { embeddingEndpoint } from '../embedding-endpoint.ts';
import { examineDatabase } from '../examine-database.ts';
import type { Installation } from '../installation.ts';
import { listNotifications } from '../notifications.ts';
import { isoInstant } from './iso-instant.ts';
import { answerReplay } from './replay.ts';

const limitSchema = (max: number) => z.object({ limit: z.coerce.number().int().min(1).max(max).default(50) });

/** What has been sent and asked for, and the proof that it follows from the log. */
export function viewRoutes(installation: Installation): Hono<AppEnv> {
  const { db, clock, email, config } = installation;
  return new Hono<AppEnv>()
    .get('/mailbox', async (c) => {
      requireRole(c);
      const emails = await (await email()).mailbox.list(limitSchema(200).parse(c.req.query()));
      return c.json({ emails: emails.map((mail) => ({ ...mail, sentAt: isoInstant(mail.sentAt) })) });
    })
    .get('/mailbox/:id', async (c) => {
      requireRole(c);
      const mail = await (await email()).mailbox.get(c.req.param('id'));
      if (!mail) throw new TrellisError('email.unknown', 'There is no such email in the mailbox.');
      return c.json({ ...mail, sentAt: isoInstant(mail.sentAt) });
    })
    .get('/notifications', async (c) => {
      requireRole(c);
      const notifications = await listNotifications(db, limitSchema(500).parse(c.req.query()));
      return c.json({
        notifications: notifications.map((item) => ({
          ...item,
          dueAt: item.dueAt === null ? null : isoInstant(item.dueAt),
          createdAt: isoInstant(item.createdAt),
        })),
      });
    })
    .get('/doctor', async (c) => {
      requireRole(c, 'admin');
      const findings = [
        ...(await examineDatabase(db, clock(), embeddingEndpoint(config)?.name)),
        ...(await examineServices(config)),
        await look('crm updates', () => describeWaiting(db)),
        await look('content', () => describeProblems(installation)),
      ];
      return c.json({ findings });
    })
    .post('/replay', async (c) => {
      // It takes the whole machine for as long as it runs.
      requireRole(c, 'admin');
      return answerReplay(c, installation);
    });
}
