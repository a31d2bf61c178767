import { Hono } from 'hono';
import { notificationsPage } from '../../console/notifications.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { listNotifications } from '../notifications.ts';
import { frameOf } from './session.ts';

/** The newest tasks and notices. */
export function notificationPages(installation: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async (c) => {
    const frame = await frameOf(c, installation);
    const notifications = await listNotifications(installation.db, { limit: 100 });
    return c.html(notificationsPage({ ...frame, notifications }));
  });
}
