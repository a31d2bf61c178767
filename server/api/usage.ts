import { Hono } from 'hono';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { usageFor } from '../usage.ts';
import { isoInstant } from './iso-instant.ts';

/** `GET /api/usage?days=30&person=EMAIL`: what language models took by day, person, model and purpose, and today's budgets. */
export function usageRoutes(installation: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async (c) => {
    const { usage } = await usageFor(c, installation);
    return c.json({ ...usage, renewsAt: isoInstant(usage.renewsAt) });
  });
}
