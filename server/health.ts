import { Hono } from 'hono';
import type { AppEnv } from './auth/principal.ts';
import type { Installation } from './installation.ts';

/** For load balancers and clients that look whether somebody is at home: 200 when the database answers. */
export function healthRoutes({ db }: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async (c) => {
    await db.query('select 1');
    return c.json({ status: 'ok', database: db.kind, pid: process.pid });
  });
}
