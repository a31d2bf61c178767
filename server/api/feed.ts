import { Hono } from 'hono';
import { z } from 'zod';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';

const querySchema = z.object({
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  /** For how many seconds to wait for something. */
  wait: z.coerce.number().int().min(0).max(55).default(0),
});

/**
 * `GET /api/feed?after=&wait=`: which program files, changes and content items are not what they were, by their ids;
 * `at` is the `after` of the next question. Without `after`: where the feed stands.
 */
export function feedRoutes({ feed }: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async (c) => {
    requireRole(c);
    const { after, wait } = querySchema.parse(c.req.query());
    return c.json(await feed.since(after, { looks: wait, signal: c.req.raw.signal }));
  });
}
