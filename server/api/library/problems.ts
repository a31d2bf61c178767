import { Hono } from 'hono';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import { problemsInForce } from '../../content-problems.ts';
import type { Installation } from '../../installation.ts';

/** `GET /api/library/problems`: what tracks in force send that is retired or out of date, or soon will be. */
export function problemRoutes(installation: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async (c) => {
    requireRole(c);
    return c.json({ problems: await problemsInForce(installation) });
  });
}
