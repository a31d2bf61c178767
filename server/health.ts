import { Hono } from 'hono';
import type { AppEnv } from './auth/principal.ts';
import type { Installation } from './installation.ts';

/** For load balancers and clients that look whether somebody is at home: 200 when the database answers. */
export function healthRoutes({ db }: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async (c) => {
    const [row] = await db.query<{ outside: boolean }>('select exists (select from inputs_other) as outside');
    // Nothing is lost by it: the next upkeep moves them. When it stays, no worker is running.
    const history = row?.outside ? 'inputs outside the months' : 'ok';
    return c.json({ status: 'ok', database: db.kind, history, pid: process.pid });
  });
}
